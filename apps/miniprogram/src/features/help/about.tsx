import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { go } from '../../platform/go';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { Row } from '../../ui/row';
import { SkeletonRows } from '../../ui/skeleton';
import { useMemberHome } from '../../common/home/use-member-home';
import { Screen } from '../../common/frame/screen';
import './help.scss';

/** Who runs this, and every text that was or can be agreed to. */
export function AboutScreen() {
  const words = useWords();
  const t = words.about;
  const privacyTitle = words.privacy.title;
  const textOf = useBilingual();
  return (
    <Screen title={t.title}>
      <Loaded of={useMemberHome()} skeleton={<SkeletonRows count={4} />}>
        {({ brand, consentTexts }) => (
          <>
            <View className="help__brand">{brand.name}</View>
            <View className="help__slogan">{brand.slogan}</View>
            <View className="help__answer">{t.run(brand.name)}</View>
            <Card title={t.terms}>
              {consentTexts.map(({ purpose, title }) => (
                <Row
                  key={purpose}
                  icon="book"
                  title={textOf(title)}
                  onPress={() => go('join/terms', { purpose })}
                />
              ))}
              <Row icon="book" title={privacyTitle} onPress={() => go('help/privacy')} />
              <Row icon="shield" title={t.data} onPress={() => go('data/mine')} />
            </Card>
          </>
        )}
      </Loaded>
    </Screen>
  );
}
