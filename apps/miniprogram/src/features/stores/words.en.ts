import type { guideOfMine as zhGuide, stores as zh } from './words.zh';
import type { Translated } from '../../translated';
import { counted } from '../../ui/counted.shared';

export const stores: Translated<typeof zh> = {
  title: 'Stores',
  empty: 'No stores yet',
  emptyHint: 'Addresses and hours appear here once the brand has entered its stores.',
  near: 'Nearest first',
  nearHint: 'Your rough location sorts the list once and is not kept.',
  nearRefused: 'Your location was not given. You can choose a city instead.',
  locating: 'Finding out where you are…',
  all: 'All',
  cities: 'City',
  more: 'There are more stores. Choose a city to see them.',
  metres: (count: number) => `about ${counted(String(count), 'metre')}`,
  kilometres: (count: string) => `about ${count} km`,
  openUntil: (clock: string) => `Open · closes ${clock}`,
  opensAt: (clock: string) => `Opens ${clock}`,
  closed: 'Closed',
  closedToday: 'Closed today',
  opensTomorrow: (clock: string) => `Closed · opens ${clock} tomorrow`,
  call: 'Call',
  callLabel: (name: string) => `Call ${name}`,
  map: 'Map',
  mapLabel: (name: string) => `See ${name} on the map`,
  week: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as readonly string[],
  rest: 'closed',
  hours: 'Opening hours',
};

export const guideOfMine: Translated<typeof zhGuide> = {
  title: 'My guide',
  row: 'My guide',
  none: 'Nobody looks after you yet',
  noneRow: 'None yet: show your code in a store',
  noneHint:
    'Show your member code at your next visit: whoever serves you becomes your guide, and you can ask for the same person again.',
  toStores: 'See stores nearby',
  at: (store: string) => `Looks after you at ${store}`,
  reach: 'Reach the store',
  noContact: 'The store has left no number yet. You will find your guide there.',
  privacy: 'Guides never see your whole number, and you call the store, not a private phone.',
  wecom: 'WeCom',
  wecomCode: (name: string) => `WeCom code of ${name}`,
  wecomHow: 'Press and hold to add your guide in WeCom',
  wecomAddress: { opened: 'Open the link', copied: 'Copy the link' },
  wecomPrivacy:
    'Once you add your guide in WeCom, they see your WeChat name and picture, never your whole number.',
  wecomPhonePrivacy:
    'Once you add your guide in WeCom, they see your WeChat name and picture, never your whole number. Calls go to the store.',
};
