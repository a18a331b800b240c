import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { go } from '../../platform/go';
import { Card } from '../../ui/card';
import { Row } from '../../ui/row';
import { Screen } from '../../common/frame/screen';
import './help.scss';

/** Answers to what people ask most. */
export function QuestionsScreen() {
  const words = useWords();
  const t = words.help;
  return (
    <Screen title={t.title}>
      {t.questions.map(({ ask, answer }) => (
        <Card key={ask} title={ask}>
          <View className="help__answer">{answer}</View>
        </Card>
      ))}
      <Card>
        <Row icon="shield" title={words.privacy.title} onPress={() => go('help/privacy')} />
      </Card>
      <View className="help__more">{t.more}</View>
    </Screen>
  );
}
