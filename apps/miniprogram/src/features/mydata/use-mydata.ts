import Taro from '@tarojs/taro';
import { words } from '../../messages';
import { deliverFile, deliveredAs } from '../../platform/deliver-file';
import { language } from '../../platform/language';
import { useAction, useLookUp } from '../../platform/use-action';
import { useResource } from '../../platform/resource';
import { api, leave } from '../../platform/session';
import { toast } from '../../ui/toast';
import { home, type MemberHome } from '../../common/home/member-home';
import type { ConsentLine } from './consents.shared';
import { type MyData, myData } from './mydata.resource';
import { readable } from './readable.shared';

/** What is known about me, and the three things I can do about it. */
export function useMyData() {
  const state = useResource(myData);
  const homeState = useResource(home);
  return { state, textsInForce: homeState.value?.consentTexts ?? [] };
}

/** Gives or withdraws one consent. */
export const useConsentChoice = (onDone: () => void) =>
  useAction(
    ({ purpose, version, isGranted }: ConsentLine) =>
      api.chooseConsent({ body: { purpose, version, granted: !isGranted } }),
    (value: MyData) => {
      myData.put(value);
      onDone();
    },
  );

/** How I want to be called, on my card and to the guide. */
export const useRenaming = (onDone: () => void) =>
  useAction(
    (nickname: string) => api.setMyNickname({ body: { nickname } }),
    (value: MyData) => {
      myData.put(value);
      void home.load();
      toast(words().data.nicknameSaved);
      onDone();
    },
  );

/** A number for who joined without one: what the shop has under it is theirs from then on. */
export const useAddMobile = () =>
  useAction(
    (phoneCode: string) => api.addMyMobile({ body: { phoneCode } }),
    (value: MemberHome) => {
      home.put(value);
      void myData.load();
      toast(words().data.mobileAdded);
    },
  );

/** Everything held about me, to be read or for machines: a file in the browser, the clipboard in WeChat. */
export const useExport = (as: 'text' | 'json') =>
  useLookUp(
    () => api.exportMyData(),
    (document) => {
      const { current } = language.get();
      const file =
        as === 'text'
          ? { name: 'my-data.txt', type: 'text/plain', text: readable(document, current, words()) }
          : { name: 'my-data.json', type: 'application/json', text: JSON.stringify(document, null, 2) };
      void deliverFile(file).then(() => toast(words().data.exported[deliveredAs]));
    },
  );

/** Erasure: the session ends with the person, and the first page greets a stranger. */
export const useErasure = () =>
  useAction(
    () => api.eraseMe({ body: { confirm: 'ERASE' } }),
    () => {
      void leave({ revoke: false });
      void Taro.switchTab({ url: '/pages/home/index' }).then(() => toast(words().data.erased));
    },
  );
