import { NEVER_MS } from '../shared/limits';
import { historyFaults, type HistoryFaults } from './history-rules';
import type { HoldRecord, LotRecord, MoveRecord, OwnerHistory, TransactionRecord } from './owner-history';

const owner = { brandId: 1, ownerKind: 'member', ownerId: 7, asset: 'points' } as const;
/** To the end, in one go. */
function faultsOfHistory(history: OwnerHistory): HistoryFaults {
  const run = historyFaults(history);
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

const SOON_MS = 100;
const LATE_MS = 200;

const earned = (id: number, expiresAtMs: number, ownerId = 7): TransactionRecord => ({
  id,
  kind: 'earn',
  referenceKind: 'order',
  referenceId: id,
  postedAtMs: 10,
  terms: [
    { owner: { kind: 'member', id: ownerId }, asset: 'points', activatesAtMs: 0, expiresAtMs, storeId: 0 },
  ],
});
const lot = (id: number, expiresAtMs: number, change: Partial<LotRecord> = {}): LotRecord => ({
  ...owner,
  id,
  openedBy: id,
  amount: 50,
  ...{ pending: 0, remaining: 50, held: 0 },
  ...{ activatesAtMs: 0, expiresAtMs, dueAtMs: expiresAtMs, version: 0, isOpen: 1 },
  ...{ funderKind: 'system', funderId: 0, storeId: 0, carriedFrom: 0, ...change },
});
const held = (lotId: number, points: number): MoveRecord => ({
  ...{ lotId, version: 1, transactionId: 3, expiresToMs: 0 },
  ...{ pendingChange: 0, remainingChange: -points, heldChange: points },
  ...{ pendingAfter: 0, remainingAfter: 50 - points, heldAfter: points },
});
const hold: HoldRecord = {
  ...owner,
  id: 3,
  points: 20,
  state: 'open',
  expiresAtMs: NEVER_MS,
  ...{ heldBy: 3, settledBy: 0, captured: 0, restored: 0 },
};

/** Fifty points until soon, fifty until late, and twenty of the first on hold. */
function story(change: Partial<OwnerHistory> = {}, from = 1): OwnerHistory {
  const left = { remaining: 30, held: 20, version: 1 };
  const lots = [lot(1, SOON_MS, from === 1 ? left : {}), lot(2, LATE_MS, from === 2 ? left : {})];
  const move = held(from, 20);
  const placed: TransactionRecord = { ...earned(3, 0), kind: 'hold', terms: [], postedAtMs: 20 };
  const line = (accountVersion: number, amount: number) =>
    ({ bucket: 'available', amount, accountVersion, transactionId: accountVersion }) as const;
  return {
    owner,
    balances: new Map([
      ['available', 80],
      ['held', 20],
    ]),
    entries: [
      ...[line(1, 50), line(2, 50), line(3, -20)],
      { bucket: 'held', amount: 20, accountVersion: 1, transactionId: 3 },
    ],
    lots,
    moves: new Map([[from, [move]]]),
    holds: [hold],
    transactions: new Map([earned(1, SOON_MS), earned(2, LATE_MS), placed].map((one) => [one.id, one])),
    breakages: new Map(),
    origins: new Map(),
    originMoves: new Map(),
    settlings: new Map(),
    movesBy: new Map([[3, [move]]]),
    openedBy: new Map(),
    ...change,
  };
}

it('finds nothing in a history that the rules allow', () => {
  expect(faultsOfHistory(story())).toEqual({ lots: [], holds: [] });
});

it.each<[string, OwnerHistory, string]>([
  [
    'points that are not there',
    story({
      balances: new Map([
        ['available', 81],
        ['held', 20],
      ]),
    }),
    'lots sum to 80',
  ],
  ['what expires later spent first', story({}, 2), 'did not spend what expires first'],
  [
    'a lot that lasts longer than its terms',
    story({ lots: [lot(1, LATE_MS, { remaining: 30, held: 20, version: 1 }), lot(2, LATE_MS)] }),
    'expires at another time than its terms say',
  ],
  [
    'a move that does not follow',
    story({ moves: new Map([[1, [{ ...held(1, 20), heldAfter: 19 }]]]) }),
    'does not follow from the one before',
  ],
  [
    'a lot that the job comes to late',
    story({
      lots: [lot(1, SOON_MS, { remaining: 30, held: 20, version: 1, dueAtMs: LATE_MS }), lot(2, LATE_MS)],
    }),
    'another time than it is due',
  ],
  [
    'lots that move something else than entries',
    story({ entries: story().entries.slice(0, 3) }),
    'do not move what its entries move',
  ],
])('finds in lots %s', (_, history, fault) => {
  expect(faultsOfHistory(history).lots.join('\n')).toContain(fault);
});

it.each<[string, Partial<HoldRecord>, string]>([
  ['more than its lots keep', { points: 21 }, 'it keeps 20 of 21 points'],
  ['what was captured without a capture', { state: 'captured', captured: 20 }, 'settled 0 times'],
  ['more given back than was taken', { restored: 1 }, 'more was captured or given back'],
])('finds in holds %s', (_, change, fault) => {
  const holds = [{ ...hold, ...change }];
  expect(faultsOfHistory(story({ holds })).holds.join('\n')).toContain(fault);
});

describe('a lot that carries on another', () => {
  /** Carried over by 4 until soon, and moved by the activity of 5; the lot behind it got another end since, by 6. */
  function carried(movedTo: number): OwnerHistory {
    const moved = (
      lotId: number,
      version: number,
      transactionId: number,
      expiresToMs: number,
    ): MoveRecord => ({
      ...{ lotId, version, transactionId, expiresToMs },
      ...{ pendingChange: 0, remainingChange: 0, heldChange: 0 },
      ...{ pendingAfter: 0, remainingAfter: 50, heldAfter: 0 },
    });
    const gone: MoveRecord = { ...moved(8, 1, 4, 0), remainingChange: -50, remainingAfter: 0 };
    const merge: TransactionRecord = { ...earned(4, 0), kind: 'merge', terms: [] };
    const [terms] = earned(5, LATE_MS).terms;
    const activity = { ...earned(5, LATE_MS), terms: terms ? [{ ...terms, extendTo: movedTo }] : [] };
    const settled: TransactionRecord = { ...earned(6, 0), kind: 'settle', terms: [] };
    const line = (bucket: 'available', amount: number, transactionId: number) =>
      ({ bucket, amount, accountVersion: transactionId, transactionId }) as const;
    return story({
      balances: new Map([['available', 50]]),
      entries: [line('available', 50, 4)],
      lots: [lot(9, movedTo, { openedBy: 4, carriedFrom: 8, version: 1 })],
      moves: new Map([[9, [moved(9, 1, 5, movedTo)]]]),
      holds: [],
      transactions: new Map([earned(8, SOON_MS, 6), merge, activity, settled].map((one) => [one.id, one])),
      origins: new Map([[8, lot(8, 900, { ownerId: 6, remaining: 0, version: 2, isOpen: 0 })]]),
      originMoves: new Map([[8, [gone, moved(8, 2, 6, 900)]]]),
      movesBy: new Map(),
    });
  }

  it('starts with the end that the other had then, whatever became of it since', () => {
    expect(faultsOfHistory(carried(LATE_MS)).lots).toEqual([]);
  });

  it('is not moved to an end before that', () => {
    expect(faultsOfHistory(carried(SOON_MS - 1)).lots.join('\n')).toContain('moved without a reason');
  });
});
