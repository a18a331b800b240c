import * as fc from 'fast-check';
import {
  accountKey,
  applyPosting,
  canonicalPosting,
  checkLimits,
  checkPosting,
  earnPosting,
  ENTRIES_MAX,
  reversalOf,
  type AccountRef,
  type Balances,
  type EarnPostingInput,
  type Entry,
  type LotTerms,
  type Posting,
} from '.';
import { AMOUNT_MAX } from '../shared/limits';

const available: AccountRef = { ownerKind: 'member', ownerId: 7, asset: 'points', bucket: 'available' };
const issuance: AccountRef = { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'issuance' };
const order = { kind: 'order', id: 'ord_1' } as const;
/** Points go back to issuance. */
const clawbackPosting = (input: EarnPostingInput): Posting => ({
  ...earnPosting({ ...input, points: -input.points }),
  kind: 'clawback',
});
const earn = (points: number, key = 'earn:1'): Posting =>
  earnPosting({ key, reference: order, memberId: 7, points });
const balanceOf = (balances: Balances, account: AccountRef): number => balances.get(accountKey(account)) ?? 0;

describe('checkPosting', () => {
  const withEntries = (...entries: Entry[]): Posting => ({ ...earn(10), entries });
  const move = (account: object, amount: number): Entry => ({
    account: { ...available, ...account },
    amount,
  });

  // Each row breaks one rule more than the row below it; the answer is the highest broken rule.
  it.each([
    ['LEDGER_KEY_INVALID', { ...withEntries(), key: '' }],
    ['LEDGER_TOO_FEW_ENTRIES', withEntries(move({ bucket: 'issuance' }, 0))],
    ['LEDGER_ACCOUNT_INVALID', withEntries(move({}, 0), move({}, 0), move({ bucket: 'issuance' }, 0))],
    ['LEDGER_ACCOUNT_REPEATED', withEntries(move({}, 0), move({}, 1))],
    ['LEDGER_AMOUNT_OUT_OF_RANGE', withEntries(move({}, 0), move({ ownerId: 8 }, 1))],
    ['LEDGER_UNBALANCED', withEntries(move({}, 3), move({ ownerId: 8 }, -2))],
  ])('answers %s before what stands below it', (code, posting) => {
    expect(checkPosting(posting)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([0, 0.5, NaN, Infinity, AMOUNT_MAX + 1, 2 ** 53])('refuses the amount %p', (amount) => {
    const error = { code: 'LEDGER_AMOUNT_OUT_OF_RANGE', amountMax: AMOUNT_MAX };
    expect(checkPosting(withEntries(move({}, amount), move({ ownerId: 8 }, -amount)))).toMatchObject({
      error,
    });
  });

  it('takes the largest amount there is', () => expect(checkPosting(earn(AMOUNT_MAX)).ok).toBe(true));

  it.each(['', ' ', 'a b', 'kéy', 'k'.repeat(65), 'a\u0000', 'a\u200b'])('refuses the key %j', (key) => {
    expect(checkPosting(earn(1, key))).toMatchObject({ error: { code: 'LEDGER_KEY_INVALID' } });
    expect(checkPosting({ ...earn(1), reverses: key })).toMatchObject({
      error: { code: 'LEDGER_KEY_INVALID' },
    });
  });

  it('balances every asset by itself', () => {
    const mixed = withEntries(move({}, 5), move({ asset: 'growth' }, -5));
    expect(checkPosting(mixed)).toMatchObject({
      error: { code: 'LEDGER_UNBALANCED', asset: 'points', difference: 5 },
    });
  });

  it('has a limit on entries', () => {
    const many = Array.from({ length: ENTRIES_MAX + 1 }, (_, ownerId) => move({ ownerId }, 1));
    expect(checkPosting(withEntries(...many))).toMatchObject({ error: { code: 'LEDGER_TOO_MANY_ENTRIES' } });
  });

  it.each([
    { ownerKind: 'system', bucket: 'available' },
    { ownerKind: 'member', bucket: 'clearing' },
    { ownerKind: 'supplier', bucket: 'available' },
    { ownerKind: 'supplier', bucket: 'clearing' },
    { ownerKind: 'guide', bucket: 'write_off' },
    { ownerKind: 'brand' },
    { ownerId: -1 },
    { ownerId: 1.5 },
    { asset: 'gold' },
  ])('refuses the account %j', (account) => {
    expect(checkPosting(withEntries(move(account, 5), move({ ownerId: 8 }, -5)))).toMatchObject({
      error: { code: 'LEDGER_ACCOUNT_INVALID' },
    });
  });
});

describe('balances', () => {
  // Goal: no stream of postings makes or loses a point. Method: the sum over all accounts, per asset, stays 0.
  it('sum to zero per asset after any stream of postings and reversals', () => {
    const anyStep = fc.record({
      memberId: fc.integer({ min: 1, max: 3 }),
      points: fc.integer({ min: 1, max: AMOUNT_MAX }),
      asset: fc.constantFrom('points', 'growth', 'guide_points'),
      act: fc.constantFrom('earn', 'claw', 'reverse'),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
        let balances: Balances = new Map();
        steps.forEach(({ act, ...step }, index) => {
          const input = { ...step, key: `k${index}`, reference: order };
          const posting = act === 'claw' ? clawbackPosting(input) : earnPosting(input);
          balances = applyPosting(balances, act === 'reverse' ? reversalOf(posting, `r${index}`) : posting);
        });
        for (const asset of ['points', 'growth', 'guide_points']) {
          const own = [...balances].filter(([key]) => key.split(':')[2] === asset);
          expect(own.reduce((total, [, balance]) => total + balance, 0)).toBe(0);
        }
      }),
    );
  });

  it('are as before after a posting and its reversal', () => {
    const after = applyPosting(applyPosting(new Map(), earn(10)), reversalOf(earn(10), 'undo:1'));
    expect([balanceOf(after, available), balanceOf(after, issuance)]).toEqual([0, 0]);
  });

  it('are never touched by a posting that does not balance', () => {
    expect(() => applyPosting(new Map(), { ...earn(10), entries: earn(10).entries.slice(1) })).toThrow(
      'LEDGER-1',
    );
  });

  it('leave the input as it was', () => {
    const before = new Map();
    applyPosting(before, earn(10));
    expect(before.size).toBe(0);
  });
});

describe('checkLimits', () => {
  const held = applyPosting(new Map(), earn(10));
  const takeBack = (kind: Posting['kind'], points: number): Posting => ({
    ...clawbackPosting({ key: 'x', reference: order, memberId: 7, points }),
    kind,
  });

  it('refuses to spend more than there is, and says what is missing', () => {
    expect(checkLimits(held, takeBack('adjust', 13))).toMatchObject({
      error: { code: 'POINTS_INSUFFICIENT', pointsMissing: 3 },
    });
    expect(checkLimits(held, takeBack('adjust', 10)).ok).toBe(true);
  });

  it('lets a clawback leave a debt, and blocks spending while there is one', () => {
    expect(checkLimits(held, takeBack('clawback', 13)).ok).toBe(true);
    const indebted = applyPosting(held, takeBack('clawback', 13));
    expect(checkLimits(indebted, takeBack('adjust', 1))).toMatchObject({
      error: { code: 'POINTS_IN_DEBT', debt: 3 },
    });
  });

  it('lets earnings repay a debt in part', () => {
    const indebted = applyPosting(new Map(), takeBack('clawback', 13));
    expect(checkLimits(indebted, earn(5)).ok).toBe(true);
  });

  it('never lets a held or pending balance go below zero', () => {
    for (const bucket of ['held', 'pending'] as const) {
      const posting = clawbackPosting({ key: 'x', reference: order, memberId: 7, points: 1, bucket });
      expect(checkLimits(new Map(), posting).ok).toBe(false);
    }
  });
});

describe('canonicalPosting', () => {
  it('is fixed, because histories are chained over it', () => {
    expect(canonicalPosting(earn(10))).toBe(
      '["posting/v1","earn:1","earn",["order","ord_1"],null,' +
        '[["member",7,"points","available",10],["system",0,"points","issuance",-10]]]',
    );
  });

  it('tells the terms of lots and holds, in whatever order they are named', () => {
    const terms = (ownerId: number): LotTerms => ({
      owner: { kind: 'member', id: ownerId },
      asset: 'points',
      activatesAtMs: 0,
      expiresAtMs: 9,
      storeId: 4,
    });
    const posting = { ...earn(10), lots: [terms(7), { ...terms(8), extendTo: 11 }] };
    expect(canonicalPosting(posting)).toBe(
      '["posting/v1","earn:1","earn",["order","ord_1"],null,' +
        '[["member",7,"points","available",10],["system",0,"points","issuance",-10]],' +
        '["[\\"member\\",7,\\"points\\",0,9,4,null]","[\\"member\\",8,\\"points\\",0,9,4,11]"],null]',
    );
    expect(canonicalPosting({ ...posting, lots: [...posting.lots].reverse() })).toBe(
      canonicalPosting(posting),
    );
    const hold = { ...earn(10), kind: 'hold' as const, hold: { purpose: 'order' as const, untilMs: 5 } };
    expect(canonicalPosting(hold)).toMatch(/,\[\],\["order",5\]\]$/);
  });

  it.each([
    { kind: 'hold' as const },
    { hold: { purpose: 'order' as const, untilMs: 5 } },
    {
      lots: [
        { owner: { kind: 'member', id: 7 }, asset: 'growth', activatesAtMs: 0, expiresAtMs: 9, storeId: 0 },
      ],
    },
    {
      lots: [
        { owner: { kind: 'system', id: 0 }, asset: 'points', activatesAtMs: 0, expiresAtMs: 9, storeId: 0 },
      ],
    },
    {
      lots: [
        { owner: { kind: 'member', id: 7 }, asset: 'points', activatesAtMs: -1, expiresAtMs: 9, storeId: 0 },
      ],
    },
  ] as Partial<Posting>[])('is not made for the terms %j', (terms) => {
    expect(checkPosting({ ...earn(10), ...terms })).toEqual({
      ok: false,
      error: { code: 'LEDGER_TERMS_INVALID' },
    });
  });

  it('does not depend on the order of entries or fields', () => {
    const posting = earn(10);
    const turned = {
      entries: [...posting.entries].reverse(),
      reference: order,
      kind: posting.kind,
      key: posting.key,
    };
    expect(canonicalPosting(turned)).toBe(canonicalPosting(posting));
  });

  it('differs for any other content', () => {
    const others = [
      earn(11),
      earn(10, 'earn:2'),
      { ...earn(10), kind: 'adjust' as const },
      { ...earn(10), reverses: 'earn:0' },
      { ...earn(10), reference: { kind: 'event' as const, id: 'ord_1' } },
      earnPosting({ key: 'earn:1', reference: order, memberId: 8, points: 10 }),
    ];
    expect(new Set([earn(10), ...others].map(canonicalPosting)).size).toBe(others.length + 1);
  });
});
