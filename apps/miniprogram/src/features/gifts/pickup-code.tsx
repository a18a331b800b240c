import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { useWords } from '../../messages';
import { brightenScreen } from '../../platform/brightness';
import { groupedDigits } from '../../ui/format.shared';
import { QrCode } from '../../ui/qr-code';

/** The code to be scanned or read out at the counter. */
export function PickupCode({ code }: { code: string }) {
  const words = useWords();
  useEffect(brightenScreen, []);
  return (
    <View className="pickup-code">
      <View className="pickup-code__paper">
        <QrCode text={code} label={words.gifts.pickupImage} />
      </View>
      <View className="pickup-code__label">{words.gifts.pickupCode}</View>
      <View className="pickup-code__digits figure">{groupedDigits(code)}</View>
    </View>
  );
}
