import { tellable } from './tellable';

it('tells a member the sum behind the points, without row ids and what others got', () => {
  const explanation = {
    ruleVersion: 3,
    refundId: 77,
    guide: { points: 5 },
    parts: [{ rule: 'base', points: 120, lotId: 9 }],
    paid: null,
    cause: 'order:12',
    source: 'earn:13',
  };
  expect(tellable(explanation)).toEqual({
    ruleVersion: 3,
    parts: [{ rule: 'base', points: 120 }],
    paid: null,
    cause: 'order',
    source: 'earn',
  });
});
