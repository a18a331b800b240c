import { View } from '@tarojs/components';

/** A label and what it says, without the pairs that have nothing to say. */
export type Fact = readonly [label: string, value: string | null];

/** What something is made of, line by line. */
export function Facts({ of: facts }: { of: readonly Fact[] }) {
  return (
    <View className="fact-list">
      {facts.map(([label, value]) =>
        value === null ? null : (
          <View className="fact-list__one" key={label}>
            <View className="fact-list__label">{label}</View>
            <View className="fact-list__value figure">{value}</View>
          </View>
        ),
      )}
    </View>
  );
}
