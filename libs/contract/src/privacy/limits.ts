/** Of one part of a privacy policy, in one language. */
export const POLICY_PART_MAX = 4_000;
