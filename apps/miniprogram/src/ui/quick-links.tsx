import { View } from '@tarojs/components';
import { Card } from './card';
import { Icon, type IconName } from './icon';
import { Press } from './press';
import { Skeleton } from './skeleton';

export interface QuickLink {
  readonly icon: IconName;
  readonly text: string;
  readonly onPress: () => void;
}

/** Where to go next, side by side under the thumb. */
export function QuickLinks({ to }: { to: readonly QuickLink[] }) {
  return (
    <Card className="quick-links">
      {to.map(({ icon, text, onPress }) => (
        <Press key={icon} className="quick-links__one" onPress={onPress}>
          <View className="quick-links__icon">
            <Icon name={icon} />
          </View>
          {text}
        </Press>
      ))}
    </Card>
  );
}

export function QuickLinksSkeleton({ count }: { count: number }) {
  return (
    <Card className="quick-links">
      {Array.from({ length: count }, (_, index) => (
        <View className="quick-links__one" key={index}>
          <Skeleton width="40px" height="40px" look="round" gap="6px" />
          <Skeleton width="36px" height="12px" />
        </View>
      ))}
    </Card>
  );
}
