import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { useWords } from '../messages';
import { Button } from './button';
import { CopyReference } from './copy-reference';
import { type Fact, Facts } from './facts';
import { Icon } from './icon';
import { Sheet } from './sheet';

interface ReceiptSheetProps {
  readonly title: string;
  readonly lead: string;
  readonly facts: readonly Fact[];
  /** Under this it can be found again, here and by the store. */
  readonly id: string;
  readonly done?: string;
  /** Something else in the receipt is what to do next. */
  readonly isDoneQuiet?: boolean;
  readonly onClose: () => void;
}

/** Says what has happened, under a number to find it by. */
export function ReceiptSheet(props: PropsWithChildren<ReceiptSheetProps>) {
  const words = useWords();
  const { title, lead, facts, id, done, isDoneQuiet = false, onClose, children } = props;
  return (
    <Sheet title={title} onClose={onClose}>
      <View className="receipt" role="status">
        <View className="receipt__mark">
          <Icon name="check" size="large" />
        </View>
        <View className="receipt__lead">{lead}</View>
      </View>
      {children}
      <Facts of={facts} />
      <CopyReference id={id} />
      <Button look={isDoneQuiet ? 'quiet' : 'primary'} onPress={onClose}>
        {done ?? words.common.done}
      </Button>
    </Sheet>
  );
}
