import { PageContainer, View } from '@tarojs/components';
import type { SheetPanelProps } from './sheet-parts.port';

/**
 * WeChat takes the gesture for going back as closing the container on the page. Ours is an empty one that shows nothing: its
 * own look and movement would be another one than everywhere else in the app.
 */
export function SheetPanel({ title, onClose, children }: SheetPanelProps) {
  return (
    <>
      <PageContainer
        className="sheet__back"
        show
        overlay={false}
        duration={0}
        zIndex={1}
        customStyle="height:0"
        onAfterLeave={onClose}
      />
      <View className="sheet__panel" role="dialog" aria-label={title} aria-modal>
        {children}
      </View>
    </>
  );
}

/** Darkens the page below and keeps it from scrolling. */
export function SheetBackdrop({ onPress }: { onPress: () => void }) {
  return <View className="sheet__backdrop" catchMove onClick={onPress} />;
}
