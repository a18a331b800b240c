import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useBilingual, useWords } from '../../messages';
import { Icon } from '../../ui/icon';
import { Press } from '../../ui/press';
import type { ConsentText } from '../../common/home/member-home';

interface ConsentChoiceProps {
  readonly text: ConsentText;
  readonly isTicked: boolean;
  /** The person tried to join without it. */
  readonly isMissing: boolean;
  readonly onToggle: () => void;
}

/** One consent: a box to tick, what it means in a sentence, and the whole text one tap away. */
export function ConsentChoice({ text, isTicked, isMissing, onToggle }: ConsentChoiceProps) {
  const words = useWords();
  const title = useBilingual()(text.title);
  const openText = () => void Taro.navigateTo({ url: `/packages/join/terms/index?purpose=${text.purpose}` });
  return (
    <View className={`consent ${isMissing ? 'consent--missing' : ''}`}>
      <Press
        role="checkbox"
        isOn={isTicked}
        label={words.join.agreeTo(title)}
        className="consent__box"
        onPress={onToggle}
      >
        <View className={`consent__mark ${isTicked ? 'consent__mark--on' : ''}`}>
          {isTicked ? <Icon name="check" size="small" /> : null}
        </View>
      </Press>
      <View className="consent__text" onClick={onToggle}>
        <View className="consent__title">
          {words.join.agreeTo(title)}
          <View className={`tag consent__tag ${text.required ? 'tag--attention' : ''}`}>
            {text.required ? words.join.required : words.join.optional}
          </View>
        </View>
        <View className="consent__plain">{words.join.plain[text.purpose]}</View>
      </View>
      <Press className="consent__read" label={`${words.join.read} ${title}`} onPress={openText}>
        {words.join.read}
      </Press>
    </View>
  );
}
