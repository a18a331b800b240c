import type { ReplyOf } from '@liuliang/contract/client';
import { words } from '../../messages';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { useAction } from '../../platform/use-action';
import { toast } from '../../ui/toast';

type Avatar = ReplyOf<'myAvatar'>;

/** My picture, kept on the device to be shown at once. */
export const myAvatar = personal<Avatar>({ rememberAs: 'avatar', load: () => api.myAvatar() });

export const useSettingAvatar = () =>
  useAction(
    (image: string) => api.setMyAvatar({ body: { image } }),
    (avatar: Avatar) => {
      myAvatar.put(avatar);
      toast(words().avatar.saved);
    },
  );

export const useRemovingAvatar = (onDone: () => void) =>
  useAction(
    () => api.removeMyAvatar(),
    (avatar: Avatar) => {
      myAvatar.put(avatar);
      toast(words().avatar.removed);
      onDone();
    },
  );
