import { takeFromAddress } from './address.h5';
import { dropStored, readStored, writeStored } from './storage';

/** The demo person this browser plays. `?person=KEY` in the address chooses one, so that links can name people. */
export function chosenPerson(): string | null {
  return readStored<string>('person');
}

export const choosePerson = (key: string): void => writeStored('person', key);
export const forgetPerson = (): void => dropStored('person');

/**
 * Takes the person named by the address, if any, out of it: followed once, so that choosing somebody else later is not
 * undone by a reload.
 */
export function takePersonInAddress(): string | null {
  const named = takeFromAddress('person');
  return named === null || named === '' || named === chosenPerson() ? null : named;
}
