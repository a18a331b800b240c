import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { canScan, scanCode } from '../../platform/scan';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import { useSettingContact } from './my-contact.resource';

/** More than an address has: a field that cut a pasted one off would keep another one. */
const TYPED_MAX = 1_000;

/** The code of the guide's own WeCom, scanned or pasted. What was refused stays, to be mended. */
export function ContactSheet({ onClose }: { onClose: () => void }) {
  const t = useWords().myContact;
  const [typed, setTyped] = useState('');
  const setting = useSettingContact(onClose);
  const link = typed.trim();
  const type = (text: string): void => {
    setTyped(text);
    setting.clear();
  };
  const scan = async (): Promise<void> => {
    const scanned = await scanCode('anywhere');
    if (scanned !== null) type(scanned);
  };
  const save = (): void => {
    if (link !== '') setting.run(link);
  };
  return (
    <Sheet title={t.title} onClose={onClose}>
      <View className="sheet-text">{t.how}</View>
      {canScan ? (
        <Button look="plain" onPress={() => void scan()}>
          {t.scan}
        </Button>
      ) : null}
      <Field
        isText
        hasFocus={!canScan}
        value={typed}
        label={t.field}
        maxLength={TYPED_MAX}
        onChange={type}
        onDone={save}
      />
      {setting.problem === null ? null : <ProblemNotice problem={setting.problem} />}
      <View className="sheet-gap" />
      <Button isOff={link === ''} isBusy={setting.isRunning} onPress={save}>
        {t.save}
      </Button>
    </Sheet>
  );
}
