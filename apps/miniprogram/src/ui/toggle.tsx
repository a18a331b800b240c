import { View } from '@tarojs/components';
import { Press } from './press';

interface ToggleProps {
  readonly isOn: boolean;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onPress: () => void;
}

/** A switch. It moves only when the server has agreed. */
export function Toggle({ isOn, label, isOff = false, onPress }: ToggleProps) {
  const className = `toggle ${isOn ? 'toggle--on' : ''} ${isOff ? 'toggle--off' : ''}`;
  return (
    <Press role="switch" isOn={isOn} label={label} isOff={isOff} className={className} onPress={onPress}>
      <View className="toggle__track" />
      <View className="toggle__thumb" />
    </Press>
  );
}
