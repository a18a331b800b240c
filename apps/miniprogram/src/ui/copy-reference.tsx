import { View } from '@tarojs/components';
import { useWords } from '../messages';
import { copy } from '../platform/copy';
import { Icon } from './icon';
import { Press } from './press';
import { toast } from './toast';

/** The number under which the store finds something: copied whole, because nobody reads such a number. */
export function CopyReference({ id }: { id: string }) {
  const words = useWords();
  const keep = () => void copy(id).then(() => toast(words.common.copied));
  return (
    <Press className="receipt__id" onPress={keep}>
      <View className="receipt__id-text">{words.common.copyId}</View>
      <Icon name="copy" size="small" />
    </Press>
  );
}
