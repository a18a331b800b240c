import { checkedOf, type PressProps } from './press.port';

/** Anything that can be tapped: a real button, so that keyboards and screen readers know it. */
export function Press(props: PressProps) {
  const { onPress, children, className = '', style, label, isOff = false, role, isOn, isOpen } = props;
  return (
    <button
      type="button"
      className={`press ${className}`}
      style={style}
      aria-label={label}
      role={role === 'tab' ? undefined : role}
      aria-checked={checkedOf(props)}
      aria-current={role === 'tab' && isOn ? 'page' : undefined}
      aria-expanded={isOpen}
      disabled={isOff}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
