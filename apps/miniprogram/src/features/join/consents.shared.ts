/** What the join form needs of a consent text. */
interface AskedConsent {
  readonly purpose: string;
  readonly version: string;
  readonly required: boolean;
}

/** The purposes ticked so far. Nothing is ticked until a person does it. */
export type CheckedPurposes = ReadonlySet<string>;

export function toggled(ticked: CheckedPurposes, purpose: string): CheckedPurposes {
  const next = new Set(ticked);
  if (!next.delete(purpose)) next.add(purpose);
  return next;
}

/** The first consent without which there is no joining, and which is not yet given. */
export const missingConsent = <T extends AskedConsent>(
  asked: readonly T[],
  ticked: CheckedPurposes,
): T | undefined => asked.find((consent) => consent.required && !ticked.has(consent.purpose));

/** What was answered to each text, refusals included: they are choices too. */
export const consentAnswers = <T extends AskedConsent>(asked: readonly T[], ticked: CheckedPurposes) =>
  asked.map(({ purpose, version }) => ({
    purpose: purpose as T['purpose'],
    version,
    granted: ticked.has(purpose),
  }));
