import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { useWords } from '../messages';
import { Heading } from './heading';
import { Icon } from './icon';
import { Press } from './press';
import { SheetPanel, SheetBackdrop } from './sheet-parts';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
}

/** A page that slides over the page: closed by its cross, by the veil, by Escape, or by going back. */
export function Sheet({ title, onClose, children }: PropsWithChildren<SheetProps>) {
  const words = useWords();
  return (
    <View className="sheet">
      <SheetBackdrop onPress={onClose} />
      <SheetPanel title={title} onClose={onClose}>
        <View className="sheet__head">
          <Heading className="sheet__title">{title}</Heading>
          <Press className="sheet__close" label={words.common.close} onPress={onClose}>
            <Icon name="close" />
          </Press>
        </View>
        {children}
      </SheetPanel>
    </View>
  );
}
