import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly hints: readonly string[];
  readonly end?: ReactNode;
  readonly look?: 'good' | 'danger' | 'primary' | 'info' | 'ahead';
}

/** What happened one after another, on a line; `ahead` has not happened yet. */
export function Steps({ of: steps }: { of: readonly Step[] }) {
  return (
    <View>
      {steps.map(({ key, title, hints, end, look }, index) => (
        <View
          className={`step ${look === undefined ? '' : `step--${look}`} ${index === steps.length - 1 ? 'step--last' : ''}`}
          key={key}
        >
          <View className="step__dot" />
          <View className="step__text">
            <View className="step__title">{title}</View>
            {hints.map((hint) => (
              <View className="step__hint" key={hint}>
                {hint}
              </View>
            ))}
          </View>
          <View className="step__end">{end}</View>
        </View>
      ))}
    </View>
  );
}
