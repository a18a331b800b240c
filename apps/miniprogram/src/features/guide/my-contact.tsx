import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { instant } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { QrPicture } from '../../ui/qr-picture';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { ContactSheet } from './contact-sheet';
import { type Contact, myContact, useRemovingContact } from './my-contact.resource';
import './guide.scss';

/** How the guide's customers reach them in WeCom, to be set, changed and removed. */
export function MyContactScreen() {
  const t = useWords().myContact;
  const answer = useResource(myContact);
  const [open, setOpen] = useState<'sheet' | 'removal' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Screen title={t.title}>
      <Loaded of={answer} skeleton={<Skeleton width="100%" height="320px" />}>
        {({ contact }) =>
          contact === null ? (
            <EmptyState
              icon="message"
              title={t.none}
              hint={t.what}
              action={<Button onPress={() => setOpen('sheet')}>{t.set}</Button>}
            />
          ) : (
            <Present
              contact={contact}
              onChange={() => setOpen('sheet')}
              onRemove={() => setOpen('removal')}
            />
          )
        }
      </Loaded>
      {open === 'sheet' ? <ContactSheet onClose={close} /> : null}
      {open === 'removal' ? <Removal onClose={close} /> : null}
    </Screen>
  );
}

interface PresentProps {
  readonly contact: Contact;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

/** As customers see it. */
function Present({ contact: { link, setAtMs, setBy }, onChange, onRemove }: PresentProps) {
  const words = useWords();
  const t = words.myContact;
  return (
    <>
      <Card className="my-contact">
        <QrPicture text={link} label={t.code} />
        <View className="my-contact__link">{link}</View>
        <View className="my-contact__hint">{t.by[setBy](instant(setAtMs, serverNowMs(), words))}</View>
        <View className="my-contact__hint">{t.shown}</View>
      </Card>
      <Button onPress={onChange}>{t.change}</Button>
      <Button look="quiet" onPress={onRemove}>
        {t.remove}
      </Button>
    </>
  );
}

function Removal({ onClose }: { onClose: () => void }) {
  const t = useWords().myContact;
  const removing = useRemovingContact(onClose);
  return (
    <ConfirmSheet
      title={t.removeTitle}
      facts={[]}
      what={t.removeWhat}
      confirm={t.remove}
      look="danger"
      action={removing}
      onConfirm={() => removing.run()}
      onClose={onClose}
    />
  );
}
