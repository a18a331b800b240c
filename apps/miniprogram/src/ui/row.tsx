import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { Press } from './press';

interface RowProps {
  readonly icon?: IconName;
  readonly title: string;
  readonly hint?: string;
  readonly end?: ReactNode;
  readonly onPress?: () => void;
}

/** One line of a list; with `onPress` it leads somewhere. */
export function Row({ icon, title, hint, end, onPress }: RowProps) {
  const content = (
    <>
      {icon === undefined ? null : (
        <View className="row__icon">
          <Icon name={icon} />
        </View>
      )}
      <View className="row__text">
        <View className="row__title">{title}</View>
        {hint === undefined ? null : <View className="row__hint">{hint}</View>}
      </View>
      <View className="row__end">
        {end ?? (onPress === undefined ? null : <Icon name="chevron" size="small" />)}
      </View>
    </>
  );
  return onPress === undefined ? (
    <View className="row">{content}</View>
  ) : (
    <Press className="row" onPress={onPress}>
      {content}
    </Press>
  );
}
