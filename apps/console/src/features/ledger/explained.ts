import type { Factor } from '../../app/factor-sum';

/** What a transaction wrote down of its reason, as far as people can read it. */
export interface Explained {
  readonly ruleVersion: number | null;
  readonly amountFen: number | null;
  readonly factors: readonly Factor[];
  /** How several multipliers were brought together; null where that was not written down. */
  readonly combine: string | null;
  /** Of what a refund takes back. */
  readonly refund: { readonly refundedFen: number; readonly ofFen: number; readonly earned: number } | null;
  readonly gift: string | null;
  readonly opening: number | null;
  /** The upload that brought a balance over. */
  readonly importId: string | null;
}

const whole = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

/** Reads an explanation. What it does not know is left out: keys and row ids are nothing that people read. */
export function explainedOf(explanation: Readonly<Record<string, unknown>>): Explained {
  const {
    ruleVersion,
    amountFen,
    factors,
    combine,
    refundedFen,
    orderAmountFen,
    earnedPoints,
    gift,
    opening,
    broughtBy,
  } = explanation;
  const [refunded, of, earned] = [whole(refundedFen), whole(orderAmountFen), whole(earnedPoints)];
  return {
    ruleVersion: whole(ruleVersion) || null,
    amountFen: whole(amountFen),
    factors: Array.isArray(factors) ? factors.flatMap(factorOf) : [],
    combine: typeof combine === 'string' ? combine : null,
    refund:
      refunded === null || of === null || earned === null
        ? null
        : { refundedFen: refunded, ofFen: of, earned },
    gift: typeof gift === 'string' ? gift : null,
    opening: whole(opening),
    importId: typeof broughtBy === 'string' ? broughtBy : null,
  };
}

/** Nothing for what is not understood. */
function factorOf(value: unknown): readonly Factor[] {
  const { kind, of, percent, points, adds } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isFigure = (figure: unknown): figure is number | null =>
    figure === null || typeof figure === 'number';
  if (typeof kind !== 'string' || typeof of !== 'string' || !isFigure(percent) || !isFigure(points))
    return [];
  return [{ kind, of, percent, points, adds: whole(adds) }];
}
