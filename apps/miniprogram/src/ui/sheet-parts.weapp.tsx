import { View } from '@tarojs/components';
import type { SheetPanelProps } from './sheet-parts.port';

export function SheetPanel({ children }: SheetPanelProps) {
  return <View className="sheet__panel">{children}</View>;
}

/** Darkens the page below and keeps it from scrolling. */
export function SheetBackdrop({ onPress }: { onPress: () => void }) {
  return <View className="sheet__backdrop" catchMove onClick={onPress} />;
}
