import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  readonly action?: ReactNode;
}

/** Nothing here yet, and what fills it. */
export function EmptyState({ icon, title, hint, action }: EmptyStateProps) {
  return (
    <View className="state">
      <View className="state__icon">
        <Icon name={icon} size="large" />
      </View>
      <View className="state__title">{title}</View>
      <View className="state__hint">{hint}</View>
      {action === undefined ? null : <View className="state__action">{action}</View>}
    </View>
  );
}
