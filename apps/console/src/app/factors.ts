import type { ReplyOf } from '@liuliang/contract/client';
import { decimalText } from '../ui/decimal';
import { formatCount } from '../ui/format';
import { useMessages, useWords, wordFor } from './language';
import { useLayerName } from './layers';
import { useTierName } from './tiers';

/** One step of the sum behind points: which rule it was, and what it did. */
export type Factor = Pick<ReplyOf<'tryEarning'>['factors'][number], 'kind' | 'of' | 'percent' | 'points'>;

const zh = {
  factors: {
    base: '基础积分',
    tier: '会员等级',
    layer: '5R 层',
    channel: '渠道',
    store: '门店',
    item: '商品',
    birthday: '生日',
    member_day: '会员日',
    order_cap: '每笔上限',
    day_cap: '每天上限',
    event_cap: '行为上限',
    budget: '预算',
  },
  timesOf: (times: string) => `× ${times}`,
  limitedTo: (points: string) => `减到 ${points} 积分`,
  is: (points: string) => `${points} 积分`,
};

const en: typeof zh = {
  factors: {
    base: 'Base rate',
    tier: 'Tier',
    layer: '5R layer',
    channel: 'Channel',
    store: 'Store',
    item: 'Items',
    birthday: 'Birthday',
    member_day: 'Member day',
    order_cap: 'Limit per order',
    day_cap: 'Limit per day',
    event_cap: 'Limit for actions',
    budget: 'Budget',
  },
  timesOf: (times) => `× ${times}`,
  limitedTo: (points) => `Down to ${points} points`,
  is: (points) => `${points} points`,
};

/** A step in words, with the brand's own names: `会员等级 · 知己`, `× 1.2`. */
export function useFactorText(): (factor: Factor) => { readonly name: string; readonly effect: string } {
  const w = useWords({ zh, en });
  const m = useMessages();
  const tier = useTierName();
  const layer = useLayerName();
  const nameOf = ({ kind, of }: Factor): string => {
    if (of === '') return '';
    if (kind === 'tier') return tier(Number(of));
    if (kind === 'layer') return layer(of);
    return kind === 'channel' ? wordFor(m.channels, of) : of;
  };
  const effectOf = ({ kind, percent, points }: Factor): string => {
    if (percent !== null && kind !== 'base') return w.timesOf(decimalText(percent));
    if (points === null) return '';
    return kind === 'base' ? w.is(formatCount(points)) : w.limitedTo(formatCount(points));
  };
  return (factor) => ({
    name: [wordFor(w.factors, factor.kind), nameOf(factor)].filter(Boolean).join(' · '),
    effect: effectOf(factor),
  });
}
