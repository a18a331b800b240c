import type { ClientAnswer, ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { useState } from 'react';
import { ConfirmButton } from '../ui/confirm-button';
import { Dialog } from '../ui/dialog';
import { saveFile } from '../ui/download';
import { Skeleton } from '../ui/states';
import { api, queryClient, useReply } from './api';
import { useErrorText, useWords } from './language';
import { Loaded } from './loaded';
import styles from './scene-code.module.css';

type Code = ReplyOf<'makeStoreCode'>;
type Picture = ReplyOf<'sceneCodePicture'>;

const words = {
  zh: {
    button: '小程序码',
    title: (name: string) => `${name} 的小程序码`,
    download: '下载图片',
    close: '关闭',
    alt: (name: string) => `${name} 的小程序码`,
    store: '打印后放在收银台或橱窗。顾客扫码入会，会记下来自这家门店，并以它为所属门店。',
    guide: (store: string) =>
      `顾客扫码入会，会记下来自${store}的这位导购，并由这位导购服务；已入会的顾客按先到先得的绑定规则处理。`,
    letters: '码值',
    renew: '换一个码',
    renewTitle: '换一个新的小程序码？',
    renewText: '以后展示和下载的是新码。已经印出去的旧码仍然有效，指向不变。',
  },
  en: {
    button: 'Code',
    title: (name: string) => `Mini-program code of ${name}`,
    download: 'Download',
    close: 'Close',
    alt: (name: string) => `Mini-program code of ${name}`,
    store:
      'Print it for the counter or the window. Who joins by it is noted as coming from this store, which becomes their home store.',
    guide: (store: string) =>
      `Who joins by it is noted as coming from this guide at ${store}, who looks after them from then on. For members the first guide stays, as with a scan at the counter.`,
    letters: 'Letters',
    renew: 'Another code',
    renewTitle: 'Put another code in its place?',
    renewText:
      'From now on the new one is shown and downloaded. Codes that are printed already keep working.',
  },
};

interface SceneCodeButtonProps {
  /** Whose code it is. */
  readonly name: string;
  readonly id: string;
  /** Makes the code where there is none. */
  readonly make: () => Promise<ClientAnswer<'makeStoreCode' | 'makeGuideCode'>>;
}

/** Shows the code of a store or guide, to be downloaded and printed. */
export function SceneCodeButton(props: SceneCodeButtonProps) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {w.button}
      </Button>
      {isOpen && <CodeDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function CodeDialog({ name, id, make, onClose }: SceneCodeButtonProps & { readonly onClose: () => void }) {
  const w = useWords(words);
  const code = useReply<'makeStoreCode' | 'makeGuideCode'>('makeStoreCode', id, make);
  const sceneId = code.data?.sceneId ?? '';
  const picture = useReply('sceneCodePicture', sceneId, () => api.sceneCodePicture({ params: { sceneId } }), {
    isWanted: sceneId !== '',
  });
  const save = () => {
    if (picture.data === undefined || code.data === undefined) return;
    const ending = picture.data.type === 'image/png' ? 'png' : 'jpg';
    saveFile(`${name}-${code.data.scene}.${ending}`, bytesOf(picture.data));
  };
  return (
    <Dialog
      title={w.title(name)}
      okText={w.download}
      cancelText={w.close}
      isOff={picture.data === undefined}
      onOk={save}
      onCancel={onClose}
    >
      <Loaded query={code} skeleton={<Skeleton height={280} />}>
        {(shown) => (
          <div className={styles.code}>
            <Loaded query={picture} skeleton={<Skeleton height={280} />}>
              {({ type, base64 }) => (
                <img className={styles.picture} src={`data:${type};base64,${base64}`} alt={w.alt(name)} />
              )}
            </Loaded>
            <div>
              {w.letters} <code className={styles.letters}>{shown.scene}</code>
            </div>
            <p className={styles.hint}>{shown.kind === 'store' ? w.store : w.guide(shown.store)}</p>
            <RenewButton id={id} code={shown} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function RenewButton({ id, code }: { readonly id: string; readonly code: Code }) {
  const w = useWords(words);
  const errorText = useErrorText();
  return (
    <ConfirmButton
      label={w.renew}
      title={w.renewTitle}
      okText={w.renew}
      cancelText={w.close}
      isSmall
      onConfirm={async () => {
        const answer = await api.renewSceneCode({ params: { sceneId: code.sceneId }, body: {} });
        if (!answer.ok) return errorText(answer.code);
        queryClient.setQueryData(['makeStoreCode', id], answer.value);
        return null;
      }}
    >
      <p>{w.renewText}</p>
    </ConfirmButton>
  );
}

function bytesOf({ type, base64 }: Picture): Blob {
  return new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type });
}
