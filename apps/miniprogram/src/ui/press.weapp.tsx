import { View } from '@tarojs/components';
import { checkedOf, type PressProps } from './press.port';

/** Anything that can be tapped. */
export function Press(props: PressProps) {
  const { onPress, children, className = '', style, label, isOff = false, role = 'button', isOpen } = props;
  return (
    <View
      className={`press ${className}`}
      style={style}
      hoverClass={isOff ? 'none' : 'press--down'}
      hoverStayTime={80}
      role={role}
      aria-label={label}
      aria-checked={checkedOf(props)}
      aria-expanded={isOpen}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </View>
  );
}
