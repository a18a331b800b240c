import { requestDemo } from '../../platform/demo.h5';
import { chosenPerson } from '../../platform/person.h5';
import { Button } from '../../ui/button';
import type { PhoneButtonProps } from './phone-button.port';

/** In the demo the sandbox hands out the code that WeChat would. */
export function PhoneButton({ onCode, isBusy, children }: PhoneButtonProps) {
  async function press(): Promise<void> {
    const person = chosenPerson();
    onCode(person === null ? null : await requestDemo('/demo/phone-code', person).catch(() => null));
  }
  return (
    <Button isBusy={isBusy} onPress={() => void press()}>
      {children}
    </Button>
  );
}
