import { causeOf, HOLD_PURPOSES, REFERENCE_KINDS, type CauseFacts } from '.';

const about = (change: Partial<CauseFacts>): CauseFacts => ({
  postingKey: 'x',
  referenceKind: 'order',
  referenceId: 7,
  hold: null,
  ...change,
});

describe('the cause of a posting', () => {
  it.each([
    ['a purchase', about({}), { kind: 'order', id: 7 }],
    ['a purchase that earned otherwise', about({ postingKey: 'settle:earn:7:1' }), { kind: 'order', id: 7 }],
    [
      'an adjustment',
      about({ postingKey: 'adjust:226', referenceKind: 'manual' }),
      { kind: 'adjustment', id: 226 },
    ],
    [
      'a balance carried over',
      about({ postingKey: 'opening:9', referenceKind: 'manual' }),
      { kind: 'opening', id: 9 },
    ],
    [
      'a gift that was reserved',
      about({ referenceKind: 'manual', hold: { purpose: 'gift', key: 'gift:226' } }),
      { kind: 'gift', id: 226 },
    ],
    [
      'a gift that was collected',
      about({ referenceKind: 'hold', hold: { purpose: 'gift', key: 'gift:226' } }),
      { kind: 'gift', id: 226 },
    ],
    [
      'points in an order at a till',
      about({ referenceKind: 'hold', hold: { purpose: 'order', key: 'order:T-1:2' } }),
      { kind: 'spend', id: 0, key: 'T-1:2' },
    ],
    [
      'points given to a friend',
      about({ referenceKind: 'hold', hold: { purpose: 'transfer', key: 'transfer:3' } }),
      { kind: 'transfer', id: 3 },
    ],
    [
      'cash that a guide drew',
      about({ referenceKind: 'hold', hold: { purpose: 'payout', key: 'payout:4' } }),
      { kind: 'payout', id: 4 },
    ],
    [
      'a statement that was paid',
      about({ postingKey: 'settle:5', referenceKind: 'payout', referenceId: 5 }),
      { kind: 'statement', id: 5 },
    ],
    [
      'a debt that was given up',
      about({ postingKey: 'settle-off:5', referenceKind: 'payout', referenceId: 5 }),
      { kind: 'statement', id: 5 },
    ],
  ])('of %s is named by what it is', (_, facts, cause) =>
    expect(causeOf(facts)).toEqual({ key: null, ...cause }),
  );

  it('is never only that somebody did it by hand, or that points were held', () => {
    const holds = [null, ...HOLD_PURPOSES.map((purpose) => ({ purpose, key: `${purpose}:1` }))];
    const kinds = REFERENCE_KINDS.flatMap((referenceKind) =>
      holds.map((hold) => causeOf(about({ referenceKind, hold })).kind),
    );
    expect(kinds).not.toContain('manual');
    expect(kinds).not.toContain('hold');
  });
});
