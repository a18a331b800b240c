type Purpose = 'membership' | 'marketing' | 'personalisation';

interface GivenConsent {
  readonly purpose: Purpose;
  readonly version: string;
  readonly granted: boolean;
  readonly atMs: number;
}

export interface ConsentLine {
  readonly purpose: Purpose;
  readonly isGranted: boolean;
  /** When it was last given or withdrawn; null when never asked. */
  readonly atMs: number | null;
  /** The version of the text that a new choice would be about. */
  readonly version: string;
}

const purposes = ['membership', 'marketing', 'personalisation'] as const satisfies readonly Purpose[];

/**
 * Where each consent stands: its latest choice counts. A new choice is about the text in force now, or, where that is
 * not known, about the one chosen on before (the server refuses it when it has changed).
 */
export function consentLines(
  given: readonly GivenConsent[],
  inForce: readonly { readonly purpose: Purpose; readonly version: string }[],
): readonly ConsentLine[] {
  return purposes.map((purpose) => {
    const latest = given
      .filter((consent) => consent.purpose === purpose)
      .reduce<GivenConsent | null>(
        (last, consent) => (last === null || consent.atMs >= last.atMs ? consent : last),
        null,
      );
    return {
      purpose,
      isGranted: latest?.granted ?? false,
      atMs: latest?.atMs ?? null,
      version: inForce.find((text) => text.purpose === purpose)?.version ?? latest?.version ?? '',
    };
  });
}
