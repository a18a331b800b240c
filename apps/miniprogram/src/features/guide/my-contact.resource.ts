import type { ReplyOf } from '@liuliang/contract/client';
import { words } from '../../messages';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { useAction } from '../../platform/use-action';
import { toast } from '../../ui/toast';

type Answer = ReplyOf<'myContact'>;
export type Contact = NonNullable<Answer['contact']>;

/** How my customers reach me in WeCom. */
export const myContact = personal<Answer>({ rememberAs: 'my-contact', load: () => api.myContact() });

const kept = (answer: Answer, said: string): void => {
  myContact.put(answer);
  toast(said);
};

export const useSettingContact = (onDone: () => void) =>
  useAction(
    (link: string) => api.setMyContact({ body: { link } }),
    (answer: Answer) => {
      kept(answer, words().myContact.saved);
      onDone();
    },
  );

export const useRemovingContact = (onDone: () => void) =>
  useAction(
    () => api.removeMyContact(),
    (answer: Answer) => {
      kept(answer, words().myContact.removed);
      onDone();
    },
  );
