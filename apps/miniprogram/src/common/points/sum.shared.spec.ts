import { zh } from '../../messages.zh';
import { sumOf } from './sum.shared';

const step = (kind: string, of: string, percent: number | null, adds: number) => ({
  kind,
  of,
  percent,
  adds,
});
const tierName = (level: string) => (level === '3' ? '知己' : `V${level}`);
const told = (explanation: Record<string, unknown>) => {
  const sum = sumOf(explanation, zh, tierName);
  return sum && { lines: sum.parts.map(({ label, text }) => `${label} ${text}`), total: sum.total };
};

it('tells bonuses that are added as what each of them adds', () => {
  const factors = [
    step('base', '', null, 1_018),
    step('tier', '3', 120, 203),
    step('birthday', '', 200, 1_018),
    step('order_cap', '', null, -239),
  ];
  expect(told({ factors, combine: 'sum' })).toEqual({
    lines: ['基础 1,018', '等级 知己 +20% +203', '生日 +100% +1,018', '单笔上限 −239'],
    total: 2_000,
  });
});

it('tells multipliers that are multiplied as such, in the order in which they act', () => {
  const factors = [
    step('base', '', null, 100),
    step('channel', 'tmall', 150, 50),
    step('member_day', '', 205, 157),
    step('item', '礼品卡', 0, -307),
  ];
  expect(told({ factors, combine: 'product' })).toEqual({
    lines: ['基础 100', '渠道 天猫 ×1.5 +50', '会员日 ×2.05 +157', '商品 礼品卡 ×0 −307'],
    total: 0,
  });
});

it('leaves out what brought nothing because a higher one counts', () => {
  const factors = [
    step('base', '', null, 100),
    step('birthday', '', 200, 100),
    step('tier', '3', 120, 0),
    step('channel', 'pos', 50, 0),
  ];
  expect(told({ factors, combine: 'highest' })).toEqual({
    lines: ['基础 100', '生日 +100% +100'],
    total: 200,
  });
});

it('says which event gave the points', () =>
  expect(told({ factors: [step('base', 'checkin.done', null, 5)] })).toEqual({
    lines: ['基础 签到 5'],
    total: 5,
  }));

it('has nothing to say about explanations that cannot be added up', () => {
  expect(told({})).toBeNull();
  expect(told({ factors: 'x' })).toBeNull();
  expect(told({ factors: [] })).toBeNull();
  expect(told({ factors: [null] })).toBeNull();
  expect(told({ factors: [{ kind: 'base', of: '', percent: null, points: 299 }] })).toBeNull();
});
