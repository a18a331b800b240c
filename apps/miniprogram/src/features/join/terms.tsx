import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useBilingual, useWords } from '../../messages';
import { go } from '../../platform/go';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { Row } from '../../ui/row';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { useMemberHome } from '../../common/home/use-member-home';
import { Screen } from '../../common/frame/screen';
import './join.scss';

/** The whole text of one consent, as it was shown when people agreed. */
export function TermsScreen() {
  const words = useWords();
  const textOf = useBilingual();
  const home = useMemberHome();
  const { purpose } = useRouter().params;
  const text = home.value?.consentTexts.find((one) => one.purpose === purpose);
  return (
    <Screen title={text === undefined ? '' : textOf(text.title)}>
      <Loaded of={home} skeleton={<SkeletonRows count={5} />}>
        {() =>
          text === undefined ? (
            <EmptyState icon="shield" title={words.terms.missing} hint="" />
          ) : (
            <Card>
              {textOf(text.text)
                .split('\n')
                .map((paragraph, index) => (
                  <View className="terms__paragraph" key={index}>
                    {paragraph}
                  </View>
                ))}
              {text.required ? (
                <Row icon="shield" title={words.privacy.title} onPress={() => go('help/privacy')} />
              ) : null}
              <View className="terms__version">{words.terms.version(text.version.slice(0, 12))}</View>
            </Card>
          )
        }
      </Loaded>
    </Screen>
  );
}
