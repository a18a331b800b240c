import { View } from '@tarojs/components';
import { useBilingual } from '../../messages';
import { Icon } from '../../ui/icon';
import './tier-badge.scss';

interface TierBadgeProps {
  readonly tier: { readonly name: { readonly zh: string; readonly en: string }; readonly colour: string };
}

/** A level by its name, in its colour. */
export function TierBadge({ tier }: TierBadgeProps) {
  const textOf = useBilingual();
  return (
    <View className={`tier-badge tier-badge--${tier.colour}`}>
      <Icon name="tier" size="small" />
      {textOf(tier.name)}
    </View>
  );
}
