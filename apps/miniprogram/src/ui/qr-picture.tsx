import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { qrPicture } from './qr-picture.shared';

/** A QR code that WeChat follows when it is pressed and held, and that can be saved. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const address = useMemo(() => qrPicture(text), [text]);
  return (
    <View className="qr" role="img" aria-label={label}>
      <Image className="qr__image" src={address} mode="aspectFit" showMenuByLongpress />
    </View>
  );
}
