import { View } from '@tarojs/components';
import { money, points, pointsChange } from './format.shared';

/** Points as a figure; `isChange` always shows the sign. */
export function Points({
  value,
  isChange = false,
  className = '',
}: {
  value: number;
  isChange?: boolean;
  className?: string;
}) {
  return <View className={`figure ${className}`}>{isChange ? pointsChange(value) : points(value)}</View>;
}

/** Money as a figure, from fen. */
export function Money({ fen, className = '' }: { fen: number; className?: string }) {
  return <View className={`figure ${className}`}>{money(fen)}</View>;
}
