import { percentOf } from '../../common/tier/tier.shared';
import { zh } from '../../messages.zh';
import { changeSteps, compareBenefits } from './tier.shared';
import { learnBrandClock } from '../../platform/brand-clock';

beforeEach(() => learnBrandClock([[0, 480]]));

const benefit = (kind: 'multiplier' | 'coupon' | 'custom', text: string) => ({
  kind,
  value: 0,
  text: { zh: text, en: text },
});
const zhOf = ({ zh: text }: { zh: string }) => text;

it('sets what a level gives beside what the next one would', () => {
  const rows = compareBenefits(
    [benefit('multiplier', '1.2 倍')],
    [benefit('multiplier', '1.5 倍'), benefit('coupon', '满 300 减 50')],
  );
  expect(rows.map(({ now, next }) => [now?.text.zh, next?.text.zh])).toEqual([
    ['1.2 倍', '1.5 倍'],
    [undefined, '满 300 减 50'],
  ]);
});

it('keeps several benefits of one kind apart', () => {
  const rows = compareBenefits([benefit('custom', 'a')], [benefit('custom', 'a'), benefit('custom', 'b')]);
  expect(rows).toHaveLength(2);
});

it.each([
  [0, 500_000, 0],
  [462_000, 500_000, 92],
  [499_999, 500_000, 99],
  [500_000, 500_000, 100],
  [-300, 500_000, 0],
])('%d of %d is %d percent, and never whole before it is', (figure, needed, percent) =>
  expect(percentOf(figure, needed)).toBe(percent),
);

it('says why a level changed, by which order and at what figure', () => {
  const nowMs = Date.UTC(2026, 10, 22, 4);
  const [step] = changeSteps(
    [
      {
        reason: 'upgrade',
        fromLevel: 2,
        toLevel: 3,
        fromName: { zh: '探索者', en: 'Explorer' },
        toName: { zh: '远行者', en: 'Traveller' },
        occurredAtMs: nowMs - 86_400_000,
        recordedAtMs: nowMs,
        schemeVersion: 1,
        figure: 512_000,
        needed: 500_000,
        causeKind: 'order',
        orderNumber: 'SO-7',
      },
    ],
    'net_spend',
    nowMs,
    zh,
    zhOf,
  );
  expect(step).toMatchObject({
    title: '升至远行者',
    hints: ['11月21日 12:00 · 消费达标', '订单号 SO-7', '¥5,120.00 / 需 ¥5,000.00'],
    look: 'good',
  });
});
