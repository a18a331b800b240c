import { readStored, writeStored } from './storage';
import { setTextScale } from './text-size.shared';

const LARGE = 1.3;

/** A browser has no setting that a page can read, so the app has a switch of its own, kept on the device. */
export function followTextSize(): void {
  setTextScale(readStored<boolean>('largeText') === true ? LARGE : 1);
}

export function chooseTextSize(isLarge: boolean): void {
  writeStored('largeText', isLarge);
  followTextSize();
}
