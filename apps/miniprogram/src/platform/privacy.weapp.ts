import Taro from '@tarojs/taro';
import { createStore } from './store';

type Resolve = Parameters<Taro.onNeedPrivacyAuthorization.Listener>[0];

/** The button that WeChat has to have seen pressed before it takes an agreement. */
export const AGREE_BUTTON = 'agree-privacy';

/** Whether WeChat holds back what somebody did until they agree to its privacy guide. */
export const privacyGate = createStore<{ readonly isAsking: boolean }>({ isAsking: false });

/** Steps that wait; several may, and one answer is for all of them. */
let waiting: Resolve[] = [];

/** The guide that the brand filed with WeChat, in WeChat's own page. */
export const openWechatGuide: (() => void) | null = () => void Taro.openPrivacyContract({});

/** Follows WeChat's question, which comes with the first step that needs something of the person (number, place, picture). */
export function watchPrivacy(): void {
  if (!Taro.canIUse('onNeedPrivacyAuthorization')) return;
  Taro.onNeedPrivacyAuthorization((resolve) => {
    waiting.push(resolve);
    resolve({ event: 'exposureAuthorization' });
    privacyGate.set({ isAsking: true });
  });
}

/** What was held back goes on, or fails like any refusal: everything else stays usable, and it is asked again next time. */
export function answerPrivacy(isAgreed: boolean): void {
  const held = waiting;
  waiting = [];
  privacyGate.set({ isAsking: false });
  for (const resolve of held)
    resolve(isAgreed ? { event: 'agree', buttonId: AGREE_BUTTON } : { event: 'disagree' });
}
