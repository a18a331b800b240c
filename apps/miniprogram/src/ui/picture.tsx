import { View } from '@tarojs/components';

const drawn = ['bag', 'bottle', 'box', 'candle', 'cup', 'flower', 'lipstick', 'star'];

/** A drawn picture of a thing by its name; a name newer than this build is shown as a box. */
export function Picture({ name, size = 'small' }: { name: string; size?: 'small' | 'large' | 'wide' }) {
  const known = drawn.includes(name) ? name : 'box';
  return <View className={`picture picture--${size} picture--${known}`} aria-hidden />;
}
