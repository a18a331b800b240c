import { dropStored, readStored, writeStored } from './storage';

/** The demo person this browser plays. `?person=KEY` in the address chooses one, so that links can name people. */
export function chosenPerson(): string | null {
  return readStored<string>('person');
}

export const choosePerson = (key: string): void => writeStored('person', key);
export const forgetPerson = (): void => dropStored('person');

/** The person named by the address, when it is not the one already chosen. */
export function personInAddress(): string | null {
  const named = new URLSearchParams(window.location.search).get('person');
  return named !== null && named !== '' && named !== chosenPerson() ? named : null;
}
