import { View } from '@tarojs/components';

export type IconName =
  | 'home'
  | 'points'
  | 'inbox'
  | 'me'
  | 'code'
  | 'chevron'
  | 'back'
  | 'down'
  | 'check'
  | 'close'
  | 'refresh'
  | 'scan'
  | 'keys'
  | 'offline'
  | 'shield'
  | 'export'
  | 'erase'
  | 'language'
  | 'store'
  | 'bag'
  | 'return'
  | 'merge'
  | 'pen'
  | 'alert'
  | 'swap'
  | 'message'
  | 'mute'
  | 'person'
  | 'copy'
  | 'gift'
  | 'tier'
  | 'wallet'
  | 'clock'
  | 'lock'
  | 'send'
  | 'book'
  | 'cake'
  | 'layers'
  | 'cash';

/** A drawing beside words, in their colour; it says nothing by itself, so screen readers pass over it. */
export function Icon({ name, size }: { name: IconName; size?: 'small' | 'large' }) {
  return <View className={`icon icon--${name} ${size === undefined ? '' : `icon--${size}`}`} aria-hidden />;
}
