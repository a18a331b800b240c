import { useWords } from '../../messages';
import { useStore } from '../../platform/store';
import { chooseTextSize } from '../../platform/text-size.h5';
import { textSize } from '../../platform/text-size.shared';
import { Row } from '../../ui/row';
import { Toggle } from '../../ui/toggle';

/** Larger text for whoever reads badly. */
export function TextSizeRow() {
  const words = useWords();
  const isLarge = useStore(textSize).scale > 1;
  return (
    <Row
      icon="person"
      title={words.me.largeText}
      hint={words.me.largeTextHint}
      end={<Toggle isOn={isLarge} label={words.me.largeText} onPress={() => chooseTextSize(!isLarge)} />}
    />
  );
}
