import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

/** What a part of a page is about, as screen readers jump from one to the next. The page's own title is level 1. */
export const Heading = ({ className, children }: PropsWithChildren<{ readonly className: string }>) => (
  <View className={className} role="heading" aria-level={2}>
    {children}
  </View>
);
