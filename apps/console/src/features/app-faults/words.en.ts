import type { Words } from './words.zh';

export const en: Words = {
  title: 'Faults of the mini-program',
  subtitle:
    'What went wrong on members’ phones, counted by kind and day. Only the shape of a fault is kept, never who met it; what nobody met for 30 days is removed.',
  back: 'System',
  message: 'Fault',
  kind: 'Kind',
  kinds: { error: 'Error', rejection: 'Failure nobody handled', 'page-missing': 'Page not found' },
  page: 'Page',
  version: 'Version',
  platform: 'Phone',
  platforms: {
    ios: 'iPhone',
    android: 'Android',
    harmony: 'HarmonyOS',
    windows: 'WeChat on Windows',
    mac: 'WeChat on Mac',
    devtools: 'Developer tools',
    browser: 'Browser',
    other: 'Other',
  },
  times: 'Times that day',
  firstSeen: 'First that day',
  lastSeen: 'Last',
  rest: 'All others of the day',
  unsaid: 'Nothing said',
  empty: 'No faults',
  emptyText: 'What goes wrong in the mini-program appears here.',
};
