import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { date } from '../../ui/format.shared';
import { Row } from '../../ui/row';
import { birthdayText } from './birthday.shared';
import { BirthdaySheet } from './birthday-sheet';
import { useForgetting, useMyBirthday } from './use-birthday';

/** The birthday as it was told; only members have one, so for others there is nothing here. */
export function BirthdayCard() {
  const words = useWords();
  const t = words.birthday;
  const { value } = useMyBirthday();
  const [open, setOpen] = useState<'none' | 'choosing' | 'forgetting'>('none');
  const close = () => setOpen('none');
  const forgetting = useForgetting(close);
  if (value === null) return null;
  const { birthday, changeableAtMs } = value;
  const isFixed = changeableAtMs !== null && changeableAtMs > serverNowMs();
  const fixedUntil = isFixed ? t.changeableFrom(date(changeableAtMs, serverNowMs(), words)) : null;
  return (
    <Card className="me__list">
      <Row
        icon="cake"
        title={birthday === null ? t.title : birthdayText(birthday, words)}
        hint={fixedUntil ?? (birthday === null ? t.none : t.title)}
        onPress={isFixed ? undefined : () => setOpen('choosing')}
      />
      {birthday === null ? null : <Row icon="erase" title={t.forget} onPress={() => setOpen('forgetting')} />}
      {open === 'choosing' ? <BirthdaySheet known={birthday} onClose={close} /> : null}
      {open === 'forgetting' && birthday !== null ? (
        <ConfirmSheet
          title={t.forget}
          facts={[[t.title, birthdayText(birthday, words)]]}
          what={t.forgetWhat}
          confirm={t.forgetConfirm}
          look="danger"
          action={forgetting}
          onConfirm={forgetting.run}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}
