import type { homeNow as zh } from './words.zh';
import type { Translated } from '../../translated';

export const homeNow: Translated<typeof zh> = {
  barcode: 'Member code as a barcode',
  scanned: 'Scanned',
  scannedHint: 'The store has your card now; you can put the phone away',
  waiting: 'Waiting for you',
  pickupCode: 'Pickup code',
  until: (day) => `Collect by ${day}`,
  more: (count) => `${count} more`,
  gifts: 'Gifts',
  myGifts: 'My gifts',
  give: 'Give',
  claim: 'Accept',
  live: 'Now on',
  ends: (when) => `Ends ${when}`,
};
