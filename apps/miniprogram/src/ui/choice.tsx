import { View } from '@tarojs/components';
import { Press } from './press';

interface ChoiceProps<K extends string> {
  readonly options: readonly (readonly [K, string])[];
  readonly value: K;
  readonly onChoose: (value: K) => void;
  /** Takes the whole line, each option the same width. */
  readonly isWide?: boolean;
}

/** One of a few, all of them in sight. */
export function Choice<K extends string>({ options, value, onChoose, isWide = false }: ChoiceProps<K>) {
  return (
    <View role="radiogroup" className={`choice ${isWide ? 'choice--wide' : ''}`}>
      {options.map(([key, name]) => (
        <Press
          key={key}
          role="radio"
          isOn={key === value}
          className={`choice__one ${key === value ? 'choice__one--on' : ''}`}
          onPress={() => onChoose(key)}
        >
          {name}
        </Press>
      ))}
    </View>
  );
}
