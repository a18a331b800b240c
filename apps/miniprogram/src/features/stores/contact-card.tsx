import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { addressIs, openAddress } from '../../platform/open-address';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { QrPicture } from '../../ui/qr-picture';

/** The guide in WeCom: a code to press and hold, and its address for whom that does not help. */
export function ContactCard({ name, link }: { name: string; link: string }) {
  const t = useWords().guideOfMine;
  return (
    <Card title={t.wecom} className="contact">
      <QrPicture text={link} label={t.wecomCode(name)} />
      <View className="contact__how">{t.wecomHow}</View>
      <Button look="quiet" onPress={() => void openAddress(link)}>
        {t.wecomAddress[addressIs]}
      </Button>
    </Card>
  );
}
