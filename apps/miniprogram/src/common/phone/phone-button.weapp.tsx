import { Button } from '@tarojs/components';
import type { PhoneButtonProps } from './phone-button.port';

/** WeChat shows its own sheet with the number and hands back a code; the number itself never passes through the phone. */
export function PhoneButton({ onCode, isBusy, children }: PhoneButtonProps) {
  return (
    <Button
      className={`press button button--primary ${isBusy ? 'button--busy' : ''}`}
      hoverClass="press--down"
      openType="getPhoneNumber"
      disabled={isBusy}
      onGetPhoneNumber={(event) => onCode(event.detail.code || null)}
    >
      {children}
    </Button>
  );
}
