import { View } from '@tarojs/components';
import type { SheetPanelProps } from './sheet-parts.port';

export function SheetPanel({ title, children }: SheetPanelProps) {
  return (
    <View className="sheet__panel" role="dialog" aria-label={title} aria-modal>
      {children}
    </View>
  );
}

/** Darkens the page below and keeps it from scrolling. */
export function SheetBackdrop({ onPress }: { onPress: () => void }) {
  return <View className="sheet__backdrop" catchMove onClick={onPress} />;
}
