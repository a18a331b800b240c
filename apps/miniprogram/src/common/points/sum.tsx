import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { points, pointsChange } from '../../ui/format.shared';
import { useTierName } from '../tier/use-tier-name';
import { sumOf } from './sum.shared';
import './sum.scss';

interface SumProps {
  readonly explanation: Readonly<Record<string, unknown>>;
  /** Where of what was given another number became available; null where only what was given is told. */
  readonly became: number | null;
}

/** How points came about, line by line, with the sum below; nothing where nothing was worked out. */
export function PointsSumLines({ explanation, became }: SumProps) {
  const words = useWords();
  const t = words.points;
  const sum = sumOf(explanation, words, useTierName());
  if (sum === null) return null;
  const between = became === null ? 0 : became - sum.total;
  return (
    <View className="sum">
      {sum.parts.map(({ label, text }, index) => (
        <Line key={index} label={label} value={text} className="sum__part" />
      ))}
      <Line label={t.sum.total} value={points(sum.total)} className="sum__total" />
      {became === null || between === 0 ? null : (
        <>
          <Line label={t.sum.between} value={pointsChange(between)} className="sum__part" />
          <Line label={t.sum.became} value={points(became)} className="sum__total" />
        </>
      )}
    </View>
  );
}

const Line = ({ label, value, className }: { label: string; value: string; className: string }) => (
  <View className={`sum__line ${className}`}>
    <View className="sum__label">{label}</View>
    <View className="sum__value figure">{value}</View>
  </View>
);
