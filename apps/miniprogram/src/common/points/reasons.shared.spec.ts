import { zh } from '../../messages.zh';
import { pointsItem } from '../../../test/answers';
import { heardHint } from './late.shared';
import { reasonFacts, reasonPlace, reasonTitle } from './reasons.shared';

const reason = {
  ...pointsItem('1', 1).reason,
  orderId: 'SO-1',
  amountFen: 129_900,
  channel: 'tmall',
  store: null,
  rule: 'base@1',
};

it('says in words why points came and went', () => {
  expect(reasonTitle(pointsItem('1', 1_299), zh)).toBe('消费得积分');
  expect(reasonTitle(pointsItem('2', -340), zh)).toBe('退款收回');
});

it('names the store, else the channel, else nothing', () => {
  expect(reasonPlace(pointsItem('1', 1), zh)).toBe('上海静安店');
  expect(reasonPlace(pointsItem('1', 1, { reason }), zh)).toBe('天猫');
  expect(reasonPlace(pointsItem('1', 1, { reason: { ...reason, channel: 'kiosk' } }), zh)).toBe('kiosk');
  expect(reasonPlace(pointsItem('1', 1, { reason: { ...reason, channel: null } }), zh)).toBeNull();
});

it('says of a correction what came late, and what it changed', () => {
  const explanation = {
    rule: 'late',
    cause: 'order:12',
    causeAtMs: Date.UTC(2026, 4, 3, 4),
    before: { points: 400, growth: 400, guidePoints: 0 },
    after: { points: 600, growth: 400, guidePoints: 0 },
    factors: [],
  };
  const settled = pointsItem('1', 200, { kind: 'settle', reason: { ...reason, explanation } });
  expect(reasonTitle(settled, zh)).toBe('迟到记录更正');
  expect(reasonFacts(settled, zh)).toEqual(
    expect.arrayContaining([
      ['晚到的记录', '2026年5月3日的订单'],
      ['积分更正', '400 → 600'],
    ]),
  );
});

it('opens what an entry is made of and leaves out what is unknown', () => {
  expect(reasonFacts(pointsItem('1', 1_299, { reason }), zh)).toEqual([
    ['订单号', 'SO-1'],
    ['实付', '¥1,299.00'],
    ['渠道', '天猫'],
    ['规则', 'base@1'],
    ['变动后可用', '12,480'],
  ]);
});

it('says when the brand heard of what came late, and beside its date where it stands out of turn', () => {
  const heardAtMs = Date.UTC(2026, 10, 29, 4);
  const late = pointsItem('1', 300, { occurredAtMs: 1_000, reason: { ...reason, heardAtMs } });
  expect(reasonFacts(late, zh)).toEqual(expect.arrayContaining([['收到日期', '2026年11月29日']]));
  const nowMs = Date.UTC(2026, 10, 30);
  const hintAbove = (occurredAtMs: number) =>
    heardHint(late, pointsItem('2', 5, { occurredAtMs }), nowMs, zh);
  expect(hintAbove(2_000)).toBe('11月29日才收到');
  expect(hintAbove(500)).toBeNull();
  expect(heardHint(late, undefined, nowMs, zh)).toBeNull();
  expect(heardHint(pointsItem('3', 5), pointsItem('2', 5, { occurredAtMs: 1e15 }), nowMs, zh)).toBeNull();
});

it('says from when to when the ends of points moved, and when a corrected order was paid', () => {
  const explanation = {
    cause: 'order',
    ends: [
      { untilMs: Date.UTC(2026, 10, 30, 16), points: -40 },
      { untilMs: null, points: 40 },
    ],
    paidBeforeMs: Date.UTC(2026, 10, 29, 4),
    paidAfterMs: Date.UTC(2026, 10, 24, 4),
  };
  const line = pointsItem('1', 0, { kind: 'settle', reason: { ...reason, explanation } });
  expect(reasonFacts(line, zh)).toEqual(
    expect.arrayContaining([
      ['有效期更正', '2026年11月30日到期 −40，长期有效 +40'],
      ['付款时间更正', '2026年11月29日 → 2026年11月24日'],
    ]),
  );
});
