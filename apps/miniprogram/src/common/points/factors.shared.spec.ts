import { zh } from '../../messages.zh';
import { factorFacts, timesOf } from './factors.shared';

const factor = (kind: string, of: string, percent: number | null, points: number | null) => ({
  kind,
  of,
  percent,
  points,
});

it('tells the sum behind points step by step, in words', () => {
  const factors = [
    factor('base', '', null, 299),
    factor('tier', '3', 150, null),
    factor('channel', 'tmall', 200, null),
    factor('birthday', '', 200, null),
    factor('order_cap', '', null, 500),
  ];
  expect(factorFacts({ factors }, zh)).toEqual([
    ['基础', '得 299'],
    ['等级 V3', '×1.5'],
    ['渠道 天猫', '×2'],
    ['生日', '×2'],
    ['已到单笔上限', '得 500'],
  ]);
});

it('says which event gave the points', () =>
  expect(factorFacts({ factors: [factor('base', 'checkin.done', null, 5)] }, zh)).toEqual([
    ['基础 签到', '得 5'],
  ]));

it.each([
  [100, '1'],
  [150, '1.5'],
  [125, '1.25'],
  [105, '1.05'],
  [0, '0'],
])('writes %d percent as ×%s', (percent, text) => expect(timesOf(percent)).toBe(text));

it('has nothing to say about explanations it does not know', () => {
  expect(factorFacts({}, zh)).toEqual([]);
  expect(factorFacts({ factors: 'x' }, zh)).toEqual([]);
  expect(factorFacts({ factors: [null, 3, { of: 'x' }] }, zh)).toEqual([]);
});
