import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { Heading } from './heading';
import { Icon } from './icon';
import { Press } from './press';

interface CardProps {
  readonly title?: string;
  readonly className?: string;
  readonly more?: { readonly text: string; readonly onPress: () => void };
}

/** A piece of paper with an optional title and a way onwards. */
export function Card({ title, more, className = '', children }: PropsWithChildren<CardProps>) {
  return (
    <View className={`card ${className}`}>
      {title === undefined ? null : (
        <View className="card__head">
          <Heading className="card__title">{title}</Heading>
          {more === undefined ? null : (
            <Press className="card__link" onPress={more.onPress}>
              {more.text}
              <Icon name="chevron" size="small" />
            </Press>
          )}
        </View>
      )}
      {children}
    </View>
  );
}
