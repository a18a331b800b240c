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

/** Shares and rates give a brand a year old: every layer peopled, some of each lapsing, more touched than loyal. */
export const personas: readonly Persona[] = [
  {
    code: 'passer-by',
    share: 29,
    earlyRate: 150,
    visitGapDays: [11, 45],
    goneAfterDays: [1, 60],
    staysRate: 500,
    depths: { touch: 100, shallow: 0, deep: 0 },
    purchases: never,
    firstPurchaseAfterDays: never,
    purchaseGapDays: never,
    memberRate: 0,
    omniRate: 40,
    festivalRate: 0,
  },
  {
    code: 'browser',
    share: 20,
    earlyRate: 200,
    visitGapDays: [9, 36],
    goneAfterDays: [20, 120],
    staysRate: 540,
    depths: { touch: 45, shallow: 55, deep: 0 },
    purchases: never,
    firstPurchaseAfterDays: never,
    purchaseGapDays: never,
    memberRate: 200,
    omniRate: 130,
    festivalRate: 0,
  },
  {
    code: 'fan',
    share: 16,
    earlyRate: 250,
    visitGapDays: [8, 30],
    goneAfterDays: [40, 240],
    staysRate: 560,
    depths: { touch: 25, shallow: 45, deep: 30 },
    purchases: never,
    firstPurchaseAfterDays: never,
    purchaseGapDays: never,
    memberRate: 950,
    omniRate: 250,
    festivalRate: 0,
  },
  {
    code: 'first-buyer',
    share: 13,
    earlyRate: 180,
    visitGapDays: [10, 38],
    goneAfterDays: [20, 150],
    staysRate: 450,
    depths: { touch: 35, shallow: 45, deep: 20 },
    purchases: [1, 1],
    firstPurchaseAfterDays: [2, 45],
    purchaseGapDays: never,
    memberRate: 760,
    omniRate: 180,
    festivalRate: 0,
  },
  {
    code: 'returning',
    share: 9,
    earlyRate: 450,
    visitGapDays: [8, 26],
    goneAfterDays: [120, 300],
    staysRate: 760,
    depths: { touch: 25, shallow: 50, deep: 25 },
    purchases: [2, 7],
    firstPurchaseAfterDays: [1, 30],
    purchaseGapDays: [25, 80],
    memberRate: 900,
    omniRate: 420,
    festivalRate: 380,
  },
  {
    code: 'devoted',
    share: 9,
    earlyRate: 750,
    visitGapDays: [6, 19],
    goneAfterDays: [200, 340],
    staysRate: 900,
    depths: { touch: 20, shallow: 45, deep: 35 },
    purchases: [12, 40],
    firstPurchaseAfterDays: [1, 14],
    purchaseGapDays: [10, 23],
    memberRate: 985,
    omniRate: 620,
    festivalRate: 650,
  },
  {
    code: 'veteran',
    share: 4,
    isVeteran: true,
    earlyRate: 1000,
    visitGapDays: [12, 40],
    goneAfterDays: [60, 330],
    staysRate: 350,
    depths: { touch: 55, shallow: 35, deep: 10 },
    purchases: [1, 3],
    firstPurchaseAfterDays: [1, 30],
    purchaseGapDays: [12, 40],
    memberRate: 850,
    omniRate: 150,
    festivalRate: 0,
  },
];
