import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { earningWords } from './points.resource';
import './points.scss';

/** How points are earned, expire and are taken back, in the sentences of the rules in force. */
export function RulesScreen() {
  const words = useWords();
  const textOf = useBilingual();
  const rules = useResource(earningWords);
  return (
    <Screen title={words.points.rules.title}>
      <Loaded
        of={rules}
        skeleton={
          <Card>
            <SkeletonRows count={5} />
          </Card>
        }
      >
        {({ words: sentences, ruleVersion }) =>
          sentences.length === 0 ? (
            <EmptyState icon="book" title={words.points.rules.empty} hint={words.points.rules.emptyHint} />
          ) : (
            <>
              <Card>
                {sentences.map((sentence, index) => (
                  <View className="rule" key={sentence.zh}>
                    <View className="rule__number">{index + 1}</View>
                    <View>{textOf(sentence)}</View>
                  </View>
                ))}
              </Card>
              <View className="more">{words.points.rules.version(`${ruleVersion}`)}</View>
            </>
          )
        }
      </Loaded>
    </Screen>
  );
}
