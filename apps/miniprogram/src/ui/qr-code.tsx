import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { qrAddress } from './qr.shared';

export function QrCode({ text, label }: { text: string; label: string }) {
  const address = useMemo(() => qrAddress(text), [text]);
  return (
    <View className="qr" role="img" aria-label={label}>
      <Image className="qr__image" src={address} mode="aspectFit" />
    </View>
  );
}
