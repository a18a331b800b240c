import Taro from '@tarojs/taro';
import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { applyBrandTheme } from '../../ui/theme';

export type MemberHome = ReplyOf<'memberHome'>;
export type Member = NonNullable<MemberHome['member']>;
export type ConsentText = MemberHome['consentTexts'][number];

const INBOX_TAB = 2;

/** The first screen's answer. Other screens read the brand, the consent texts and the unread count from it. */
export const home = personal<MemberHome>({ rememberAs: 'home', load: () => api.memberHome() });

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

/** One message fewer to read, without asking the server again. */
export function countRead(): void {
  const { value } = home.state.get();
  if (value !== null) home.put({ ...value, unreadMessages: Math.max(0, value.unreadMessages - 1) });
}
