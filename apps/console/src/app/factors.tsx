import { formatCount, formatPoints } from '../ui/format';
import { factorSum, type Factor, type SumStep } from './factor-sum';
import styles from './factors.module.css';
import { useMessages, useWords, wordFor } from './language';
import { useLayerName } from './layers';
import { useTierName } from './tiers';

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
  total: '合计',
  limitedTo: (points: string) => `减到 ${points}`,
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
  total: 'Total',
  limitedTo: (points) => `Down to ${points}`,
};

interface FactorStepsProps {
  readonly factors: readonly Factor[];
  readonly combine: string | null;
  readonly label: string;
}

/** How points came about, step by step, with what the steps add up to below: `会员等级 · 知己 +20%`, `+102`. */
export function FactorSteps({ factors, combine, label }: FactorStepsProps) {
  const w = useWords({ zh, en });
  const nameOf = useFactorName();
  const { steps, total } = factorSum(factors, combine);
  const broughtBy = ({ factor: { kind, adds, points } }: SumStep): string => {
    if (adds !== null) return formatPoints(adds, kind !== 'base');
    return points === null ? '' : kind === 'base' ? formatCount(points) : w.limitedTo(formatCount(points));
  };
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li key={index}>
          <span>
            {nameOf(step.factor)} {step.how}
          </span>
          <span className={styles.figure}>{broughtBy(step)}</span>
        </li>
      ))}
      {total !== null && (
        <li className={styles.total}>
          <span>{w.total}</span>
          <span className={styles.figure}>{formatPoints(total)}</span>
        </li>
      )}
    </ol>
  );
}

/** A step in words, with the brand's own names: `会员等级 · 知己`. */
function useFactorName(): (factor: Factor) => string {
  const w = useWords({ zh, en });
  const m = useMessages();
  const tier = useTierName();
  const layer = useLayerName();
  const which = ({ kind, of }: Factor): string => {
    if (of === '') return '';
    if (kind === 'tier') return tier(Number(of));
    if (kind === 'layer') return layer(of);
    if (kind === 'channel') return wordFor(m.channels, of);
    return kind === 'base' ? wordFor(m.eventTypes, of) : of;
  };
  return (factor) => [wordFor(w.factors, factor.kind), which(factor)].filter(Boolean).join(' · ');
}
