import type { PressProps } from './press.port';
import { Press } from './press';

interface ButtonProps extends PressProps {
  readonly look?: 'primary' | 'quiet' | 'plain' | 'danger';
  readonly isBusy?: boolean;
}

export function Button({
  look = 'primary',
  isBusy = false,
  isOff = false,
  className = '',
  ...rest
}: ButtonProps) {
  const state = isBusy ? 'button--busy' : isOff ? 'button--off' : '';
  return (
    <Press {...rest} isOff={isOff || isBusy} className={`button button--${look} ${state} ${className}`} />
  );
}
