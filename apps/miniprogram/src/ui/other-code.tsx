import { View } from '@tarojs/components';
import { Icon } from './icon';
import { Press } from './press';

interface OtherCodeProps {
  readonly text: string;
  readonly act: string;
  readonly onPress: () => void;
}

/** A code that is good, only not here: what it is, and the way to where it belongs. */
export function OtherCode({ text, act, onPress }: OtherCodeProps) {
  return (
    <View className="notice notice--attention">
      <Icon name="keys" />
      <View className="notice__text">{text}</View>
      <Press className="notice__retry" onPress={onPress}>
        {act}
      </Press>
    </View>
  );
}
