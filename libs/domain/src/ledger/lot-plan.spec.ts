import * as fc from 'fast-check';
import {
  applyPosting,
  checkLimits,
  dueSteps,
  hasLots,
  NO_SOURCES,
  planLots,
  sortedEntries,
  type AccountRef,
  type Balances,
  type Entry,
  type LotPlan,
  type OwnedLot,
  type Posting,
} from '.';
import { NEVER_MS } from '../shared/limits';

/** Lots of a few members in memory, to which plans are applied as the database does it. */
class Lots {
  readonly lots: OwnedLot[] = [];
  private lastId = 0;

  plan(posting: Posting, nowMs: number): LotPlan {
    return planLots(
      posting,
      sortedEntries(posting.entries),
      {
        nowMs,
        atMs: nowMs,
        lotsOf: (owner, asset) =>
          this.lots.filter(
            (lot) =>
              lot.owner.id === owner.id && lot.asset === asset && (lot.pending || lot.remaining || lot.held),
          ),
        lot: (id) => this.lots.find((lot) => lot.id === id),
        nextId: () => (this.lastId += 1),
      },
      NO_SOURCES,
    );
  }

  apply({ opened, changes }: LotPlan): void {
    this.lots.push(...opened);
    for (const change of changes) {
      const at = this.lots.findIndex(({ id }) => id === change.lotId);
      const lot = this.lots[at]!;
      this.lots[at] = {
        ...lot,
        pending: lot.pending + change.pending,
        remaining: lot.remaining + change.remaining,
        held: lot.held + change.held,
        expiresAtMs: change.expiresToMs || lot.expiresAtMs,
      };
    }
  }

  sums(): Map<string, number> {
    const sums = new Map<string, number>();
    const add = (key: string, points: number): void => void sums.set(key, (sums.get(key) ?? 0) + points);
    for (const { owner, asset, pending, remaining, held } of this.lots) {
      add(`member:${owner.id}:${asset}:pending`, pending);
      add(`member:${owner.id}:${asset}:available`, remaining);
      add(`member:${owner.id}:${asset}:held`, held);
    }
    return sums;
  }
}

const account = (ownerId: number, bucket: AccountRef['bucket']): AccountRef => ({
  ownerKind: 'member',
  ownerId,
  asset: 'points',
  bucket,
});
const issuance: AccountRef = { ownerKind: 'store', ownerId: 3, asset: 'points', bucket: 'issuance' };

const anyAct = fc.record({
  act: fc.constantFrom('earn', 'earn', 'wait', 'claw', 'move', 'hold', 'merge', 'pass'),
  from: fc.constantFrom(1, 2, 3),
  step: fc.constantFrom(1, 2),
  points: fc.constantFrom(1, 7, 30, 100),
  lives: fc.constantFrom(2, 5, 9, NEVER_MS),
});
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

const posting = (
  key: number,
  kind: Posting['kind'],
  entries: Entry[],
  more: Partial<Posting> = {},
): Posting => ({
  key: `k${key}`,
  kind,
  reference: { kind: 'manual', id: '1' },
  entries: entries.filter(({ amount }) => amount !== 0),
  ...more,
});

function postingOf(
  { act, from, step, points, lives }: Act,
  key: number,
  nowMs: number,
  balances: Balances,
): Posting {
  const to = ((from + step - 1) % 3) + 1;
  const bucket = act === 'wait' ? 'pending' : 'available';
  const expiresAtMs = lives === NEVER_MS ? NEVER_MS : nowMs + lives;
  const terms = {
    owner: { kind: 'member', id: from } as const,
    asset: 'points' as const,
    activatesAtMs: act === 'wait' ? nowMs + 1 : 0,
    expiresAtMs,
    storeId: 8,
  };
  const move = (a: AccountRef, b: AccountRef, amount: number = points): Entry[] => [
    { account: a, amount: -amount },
    { account: b, amount },
  ];
  switch (act) {
    case 'earn':
    case 'wait':
      return posting(key, 'earn', move(issuance, account(from, bucket)), { lots: [terms] });
    case 'claw':
      return posting(key, 'clawback', move(account(from, 'available'), issuance));
    case 'hold':
      return posting(key, 'hold', move(account(from, 'available'), account(from, 'held')));
    case 'merge':
      return posting(
        key,
        'merge',
        (['pending', 'available', 'held'] as const).flatMap((one) =>
          move(account(from, one), account(to, one), balances.get(`member:${from}:points:${one}`) ?? 0),
        ),
      );
    default:
      return posting(key, 'transfer', move(account(from, 'available'), account(to, 'available')));
  }
}

describe('planLots', () => {
  // Goal: lots are the balances seen more closely. Method: any stream of postings, with time passing in between.
  it('moves lots by exactly what the entries move, and nothing but a debt is ever below zero', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
        const world = new Lots();
        let balances: Balances = new Map();
        let nowMs = 0;
        let key = 0;
        const post = (one: Posting): void => {
          if (one.entries.length < 2) return;
          balances = applyPosting(balances, { ...one, ...(one.kind === 'hold' ? { hold: HOLD } : {}) });
          world.apply(world.plan(one, nowMs));
          for (const [slot, sum] of world.sums())
            expect([slot, sum]).toEqual([slot, balances.get(slot) ?? 0]);
          for (const id of [1, 2, 3]) {
            const own = world.lots.filter(({ owner }) => owner.id === id);
            expect(own.every(({ pending, held }) => pending >= 0 && held >= 0)).toBe(true);
            const signs = new Set(
              own.map(({ remaining }) => Math.sign(remaining)).filter((sign) => sign !== 0),
            );
            expect(signs.size).toBeLessThan(2);
          }
        };
        const settle = (id: number): void => {
          const own = world.lots.filter(({ owner }) => owner.id === id);
          for (const step of dueSteps(own, [], nowMs)) {
            if (step.kind === 'lapse') continue;
            const { funder } = own.find((lot) => lot.id === step.lotId)!;
            const to: AccountRef =
              step.kind === 'activate'
                ? account(id, 'available')
                : { ...issuance, ownerKind: funder.kind, ownerId: funder.id, bucket: 'breakage' };
            post({
              ...posting((key += 1), step.kind, [
                {
                  account: account(id, step.kind === 'activate' ? 'pending' : 'available'),
                  amount: -step.points,
                },
                { account: to, amount: step.points },
              ]),
              reference: { kind: 'lot', id: String(step.lotId) },
            });
          }
        };
        for (const act of acts) {
          if (act.act === 'pass') nowMs += act.points;
          for (const id of [1, 2, 3]) settle(id);
          const one = postingOf(act, (key += 1), nowMs, balances);
          if (act.act !== 'pass' && checkLimits(balances, one).ok) post(one);
        }
      }),
      { numRuns: 300 },
    );
  });

  const HOLD = { purpose: 'order', untilMs: NEVER_MS } as const;

  it('keeps expiry, store and funder of what is carried over', () => {
    const world = new Lots();
    const earned = postingOf({ act: 'earn', from: 1, step: 1, points: 30, lives: 9 }, 1, 0, new Map());
    world.apply(world.plan(earned, 0));
    world.apply(
      world.plan(postingOf({ act: 'move', from: 1, step: 1, points: 7, lives: 2 }, 2, 0, new Map()), 0),
    );
    expect(
      world.lots.map((lot) => [lot.owner.id, lot.remaining, lot.expiresAtMs, lot.storeId, lot.funder]),
    ).toEqual([
      [1, 23, 9, 8, { kind: 'store', id: 3 }],
      [2, 7, 9, 8, { kind: 'store', id: 3 }],
    ]);
    expect(hasLots(account(1, 'available'))).toBe(true);
  });

  it('opens one lot for each of two funders who share an earning', () => {
    const world = new Lots();
    const shared = posting(1, 'earn', [
      { account: account(1, 'available'), amount: 10 },
      { account: { ...issuance, ownerKind: 'system', ownerId: 0 }, amount: -6 },
      { account: issuance, amount: -4 },
    ]);
    expect(world.plan(shared, 0).opened.map(({ remaining, funder }) => [remaining, funder.kind])).toEqual([
      [4, 'store'],
      [6, 'system'],
    ]);
  });

  it('has no lots for growth', () => {
    const growth = posting(1, 'earn', [
      { account: { ...account(1, 'available'), asset: 'growth' }, amount: 10 },
      { account: { ...issuance, asset: 'growth' }, amount: -10 },
    ]);
    expect(new Lots().plan(growth, 0)).toEqual({ opened: [], changes: [] });
  });
});
