import { View } from '@tarojs/components';
import type { PressProps } from './press.port';

/** Anything that can be tapped. */
export function Press({ onPress, children, className = '', style, label, isOff = false }: PressProps) {
  return (
    <View
      className={`press ${className}`}
      style={style}
      hoverClass={isOff ? 'none' : 'press--down'}
      hoverStayTime={80}
      ariaRole="button"
      ariaLabel={label}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </View>
  );
}
