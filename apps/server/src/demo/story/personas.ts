type Range = readonly [min: number, max: number];

/** How a kind of customer lives with the brand. Rates are per mille. */
export interface Persona {
  readonly code: string;
  /** How many of a hundred people are like this. */
  readonly share: number;
  /** Known before the twelve months begin: bought from the old till, some never came back. */
  readonly isVeteran?: boolean;
  /** Known in the first weeks already; the others come over the year. */
  readonly earlyRate: number;
  /** Days between two visits. */
  readonly visitGapDays: Range;
  /** Days until they are gone, for those who do not stay. */
  readonly goneAfterDays: Range;
  readonly staysRate: number;
  /** How deep a visit goes, by weight. */
  readonly depths: { readonly touch: number; readonly shallow: number; readonly deep: number };
  readonly purchases: Range;
  readonly firstPurchaseAfterDays: Range;
  readonly purchaseGapDays: Range;
  readonly memberRate: number;
  /** How many have a second channel, and of those a third. */
  readonly omniRate: number;
  /** How many of them buy once more at each big festival. */
  readonly festivalRate: number;
}

const never: Range = [0, 0];

const visits = (visitGapDays: Range, goneAfterDays: Range, staysRate: number) => ({
  visitGapDays,
  goneAfterDays,
  staysRate,
});
const buys = (
  purchases: Range,
  firstPurchaseAfterDays: Range,
  purchaseGapDays: Range,
  festivalRate: number,
) => ({ purchases, firstPurchaseAfterDays, purchaseGapDays, festivalRate });
const buysNothing = buys(never, never, never, 0);

/** Shares and rates give a brand a year old: every layer peopled, some of each lapsing, more touched than loyal. */
export const personas: readonly Persona[] = [
  {
    ...{ code: 'passer-by', share: 29, earlyRate: 150, memberRate: 0, omniRate: 40 },
    ...visits([11, 45], [1, 60], 500),
    depths: { touch: 100, shallow: 0, deep: 0 },
    ...buysNothing,
  },
  {
    ...{ code: 'browser', share: 20, earlyRate: 200, memberRate: 200, omniRate: 130 },
    ...visits([9, 36], [20, 120], 540),
    depths: { touch: 45, shallow: 55, deep: 0 },
    ...buysNothing,
  },
  {
    ...{ code: 'fan', share: 16, earlyRate: 250, memberRate: 950, omniRate: 250 },
    ...visits([8, 30], [40, 240], 560),
    depths: { touch: 25, shallow: 45, deep: 30 },
    ...buysNothing,
  },
  {
    ...{ code: 'first-buyer', share: 13, earlyRate: 180, memberRate: 760, omniRate: 180 },
    ...visits([10, 38], [20, 150], 450),
    depths: { touch: 35, shallow: 45, deep: 20 },
    ...buys([1, 1], [2, 45], never, 0),
  },
  {
    ...{ code: 'returning', share: 9, earlyRate: 450, memberRate: 900, omniRate: 420 },
    ...visits([8, 26], [120, 300], 760),
    depths: { touch: 25, shallow: 50, deep: 25 },
    ...buys([2, 7], [1, 30], [25, 80], 380),
  },
  {
    ...{ code: 'devoted', share: 9, earlyRate: 750, memberRate: 985, omniRate: 620 },
    ...visits([6, 19], [200, 340], 900),
    depths: { touch: 20, shallow: 45, deep: 35 },
    ...buys([12, 40], [1, 14], [10, 23], 650),
  },
  {
    ...{ code: 'veteran', share: 4, isVeteran: true, earlyRate: 1000, memberRate: 850, omniRate: 150 },
    ...visits([12, 40], [60, 330], 350),
    depths: { touch: 55, shallow: 35, deep: 10 },
    ...buys([1, 3], [1, 30], [12, 40], 0),
  },
];
