import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { barcodeAddress } from './barcode.shared';

/** For tills that read stripes only; as wide as what it stands in. */
export function Barcode({ text, label }: { text: string; label: string }) {
  const address = useMemo(() => barcodeAddress(text), [text]);
  return (
    <View className="barcode" role="img" aria-label={label}>
      <Image className="barcode__image" src={address} mode="scaleToFill" />
    </View>
  );
}
