import Taro from '@tarojs/taro';
import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api, onPersonLeft } from '../../platform/session';
import { createStore } from '../../platform/store';
import { applyBrandTheme } from '../../ui/theme';

export type MemberHome = ReplyOf<'memberHome'>;
export type Member = NonNullable<MemberHome['member']>;
export type ConsentText = MemberHome['consentTexts'][number];

const INBOX_TAB = 2;

/** The first screen's answer. Other screens read the brand, the consent texts and the unread count from it. */
export const home = personal<MemberHome>({ rememberAs: 'home', load: () => api.memberHome() });

/** Somebody joined since the app was started: what is said to new members once. */
export const welcomed = createStore<{ readonly isNew: boolean }>({ isNew: false });
onPersonLeft(() => welcomed.set({ isNew: false }));

home.state.subscribe(() => {
  const { value } = home.state.get();
  if (value === null) return;
  applyBrandTheme(value.brand);
  markTab(value.unreadMessages);
});

/** WeChat's own tab bar shows the number; it refuses on deeper pages, where the bar is not to be seen. */
function markTab(unread: number): void {
  if (process.env.TARO_ENV !== 'weapp') return;
  const mark =
    unread > 0
      ? Taro.setTabBarBadge({ index: INBOX_TAB, text: unread > 99 ? '99+' : String(unread) })
      : Taro.removeTabBarBadge({ index: INBOX_TAB });
  mark.catch(() => undefined);
}

/** What another answer said about unread messages, without asking for the first screen again. */
export function putUnread(now: (known: number) => number): void {
  const { value } = home.state.get();
  if (value === null) return;
  const unreadMessages = Math.max(0, now(value.unreadMessages));
  if (unreadMessages !== value.unreadMessages) home.put({ ...value, unreadMessages });
}
