import type { Factor } from '../../app/factors';

/** What a transaction wrote down of its reason, as far as people can read it. */
export interface Explained {
  readonly ruleVersion: number | null;
  readonly amountFen: number | null;
  readonly factors: readonly Factor[];
  /** Of what a refund takes back. */
  readonly refund: { readonly refundedFen: number; readonly ofFen: number; readonly earned: number } | null;
  readonly gift: string | null;
  readonly opening: number | null;
}

const whole = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

/** Reads an explanation. What it does not know is left out: keys and row ids are nothing that people read. */
export function explainedOf(explanation: Readonly<Record<string, unknown>>): Explained {
  const { ruleVersion, amountFen, factors, refundedFen, orderAmountFen, earnedPoints, gift, opening } =
    explanation;
  const [refunded, of, earned] = [whole(refundedFen), whole(orderAmountFen), whole(earnedPoints)];
  return {
    ruleVersion: whole(ruleVersion) || null,
    amountFen: whole(amountFen),
    factors: Array.isArray(factors) ? factors.filter(isFactor) : [],
    refund:
      refunded === null || of === null || earned === null
        ? null
        : { refundedFen: refunded, ofFen: of, earned },
    gift: typeof gift === 'string' ? gift : null,
    opening: whole(opening),
  };
}

function isFactor(value: unknown): value is Factor {
  const { kind, of, percent, points } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isFigure = (figure: unknown) => figure === null || typeof figure === 'number';
  return typeof kind === 'string' && typeof of === 'string' && isFigure(percent) && isFigure(points);
}
