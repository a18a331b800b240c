import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { useLanguage } from '../../platform/language';
import { openWechatGuide } from '../../platform/privacy';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { day } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { SkeletonRows } from '../../ui/skeleton';
import { Screen } from '../../common/frame/screen';
import { policy, type PolicyInForce } from './policy.resource';
import './privacy.scss';

/** What the brand says about personal data, with its version. */
export function PolicyScreen() {
  const t = useWords().privacy;
  return (
    <Screen title={t.title}>
      <Loaded of={useResource(policy)} skeleton={<SkeletonRows count={6} />}>
        {(held) => <Held of={held} />}
      </Loaded>
    </Screen>
  );
}

function Held({ of: { brand, version, sinceMs, policy: texts } }: { of: PolicyInForce }) {
  const words = useWords();
  const t = words.privacy;
  const text = texts[useLanguage()];
  return (
    <>
      <View className="privacy__head">
        <View className="privacy__brand">{brand}</View>
        <View className="privacy__version">
          {sinceMs === null ? t.version(version) : t.versionSince(version, day(sinceMs, words))}
        </View>
      </View>
      {(Object.keys(t.parts) as (keyof typeof t.parts)[]).map((part) => (
        <Card key={part} title={t.parts[part]}>
          {text[part].split('\n').map((paragraph, index) => (
            <View className="privacy__paragraph" key={index}>
              {paragraph}
            </View>
          ))}
        </Card>
      ))}
      {openWechatGuide === null ? null : (
        <Button look="quiet" onPress={openWechatGuide}>
          {t.wechatGuide}
        </Button>
      )}
    </>
  );
}
