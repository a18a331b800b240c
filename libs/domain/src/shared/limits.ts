/** The far end of time, 9999-12-31: an expiry or activation that never comes. */
export const NEVER_MS = 253_402_300_799_999;

/** INV-12. A ten-thousandth of 2^53, so that sums of thousands of the largest amounts are still exact. */
export const AMOUNT_MAX = 1_000_000_000_000;
