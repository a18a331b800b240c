/** What the join form needs of a consent text. */
interface AskedConsent {
  readonly purpose: string;
  readonly version: string;
  readonly required: boolean;
}

/** The purposes ticked so far. Nothing is ticked until a person does it. */
export type Ticked = ReadonlySet<string>;

export function toggled(ticked: Ticked, purpose: string): Ticked {
  const next = new Set(ticked);
  if (!next.delete(purpose)) next.add(purpose);
  return next;
}

/** The first consent without which there is no joining, and which is not yet given. */
export const missingConsent = <T extends AskedConsent>(asked: readonly T[], ticked: Ticked): T | undefined =>
  asked.find((consent) => consent.required && !ticked.has(consent.purpose));

/** What was answered to each text, refusals included: they are choices too. */
export const answersTo = <T extends AskedConsent>(asked: readonly T[], ticked: Ticked) =>
  asked.map(({ purpose, version }) => ({
    purpose: purpose as T['purpose'],
    version,
    granted: ticked.has(purpose),
  }));
