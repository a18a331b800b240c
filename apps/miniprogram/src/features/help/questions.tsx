import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { Card } from '../../ui/card';
import { Screen } from '../../common/frame/screen';
import './help.scss';

/** Answers to what people ask most. */
export function QuestionsScreen() {
  const t = useWords().help;
  return (
    <Screen title={t.title}>
      {t.questions.map(({ ask, answer }) => (
        <Card key={ask} title={ask}>
          <View className="help__answer">{answer}</View>
        </Card>
      ))}
      <View className="help__more">{t.more}</View>
    </Screen>
  );
}
