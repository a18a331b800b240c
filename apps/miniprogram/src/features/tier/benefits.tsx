import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { Card } from '../../ui/card';
import type { Standing } from '../../common/tier/tier.resource';
import { compareBenefits } from './tier.shared';

/** What the level gives now, beside what the next one would give. */
export function Benefits({ of }: { of: Standing }) {
  const { name, benefits } = of;
  // While a pass raises the level, what comes next by earning may be less than what there is now.
  const next = of.next === null || of.next.level <= of.level ? null : of.next;
  const words = useWords();
  const textOf = useBilingual();
  const rows = compareBenefits(benefits, next?.benefits ?? []);
  if (rows.length === 0) {
    return (
      <Card title={words.tier.benefits}>
        <View className="more">{words.tier.noBenefits}</View>
      </Card>
    );
  }
  return (
    <Card title={words.tier.benefits}>
      <View className="benefits__head">
        <View className="benefits__side">{words.tier.now(textOf(name))}</View>
        {next === null ? null : <View className="benefits__side">{words.tier.next(textOf(next.name))}</View>}
      </View>
      {rows.map(({ kind, now, next: then }, index) => (
        <View className="benefits__one" key={index}>
          <View className="benefits__kind">{words.tier.benefitKinds[kind]}</View>
          <View className="benefits__pair">
            <View className={`benefits__side ${now === null ? 'benefits__side--none' : ''}`}>
              {now === null ? words.common.unknown : textOf(now.text)}
            </View>
            {next === null ? null : (
              <View className="benefits__side benefits__side--next">
                {then === null ? words.common.unknown : textOf(then.text)}
              </View>
            )}
          </View>
        </View>
      ))}
    </Card>
  );
}
