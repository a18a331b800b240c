import Taro from '@tarojs/taro';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Card } from '../../ui/card';
import { instant } from '../../ui/format.shared';
import { Row } from '../../ui/row';
import type { MemberHome } from '../../common/home/member-home';

/** What is on now; nothing at all when nothing is. */
export function Live({ of = [] }: { of: MemberHome['live'] }) {
  const words = useWords();
  const textOf = useBilingual();
  if (of.length === 0) return null;
  return (
    <Card title={words.homeNow.live}>
      {of.map(({ title, hint, endsAtMs, page }) => (
        <Row
          key={page}
          icon="clock"
          title={textOf(title)}
          hint={
            endsAtMs === null ? textOf(hint) : words.homeNow.ends(instant(endsAtMs, serverNowMs(), words))
          }
          onPress={() => void Taro.navigateTo({ url: page })}
        />
      ))}
    </Card>
  );
}
