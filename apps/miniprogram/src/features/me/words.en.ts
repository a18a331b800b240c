import type { mine as zh } from './words.zh';
import type { Translated } from '../../translated';

export const mine: Translated<typeof zh> = {
  orders: 'My orders',
  gifts: 'My gifts',
  transfers: 'Points given and received',
  tier: 'My tier',
  help: 'Help',
  terms: 'Membership terms',
  about: 'About',
};
