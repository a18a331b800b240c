import type { DemoCast } from './doors';

/** The demo's operator. The password is public on purpose and works on the demo brand only. */
export const demoOperator = { login: 'operator@islet.demo', password: 'islet-demo-2026' };

export const cast: DemoCast = {
  consumer: [
    {
      key: 'newcomer',
      name: { zh: '新朋友', en: 'A newcomer' },
      story: { zh: '第一次打开，还不是会员', en: 'Opens the app for the first time, not a member yet' },
    },
  ],
  guide: [],
  operator: demoOperator,
};
