import { View } from '@tarojs/components';
import { useState } from 'react';
import { useBilingual, useWords } from '../../messages';
import { useResource } from '../../platform/resource';
import { useStore } from '../../platform/store';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Facts } from '../../ui/facts';
import { points } from '../../ui/format.shared';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import { home } from '../../common/home/member-home';
import { losses } from './mydata.resource';
import { useErasure } from './use-mydata';

/** Says what will be gone, and asks for a word to be typed, because nothing brings it back. */
export function EraseSheet({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const erasure = useErasure();
  const word = words.data.eraseWord;
  const isSure = typed.trim().toUpperCase() === word;
  return (
    <Sheet title={words.data.eraseTitle} onClose={onClose}>
      <View className="sheet-text">{words.data.eraseWhat}</View>
      <Lost />
      <Field value={typed} label={words.data.eraseType(word)} maxLength={12} onChange={setTyped} />
      {erasure.problem === null ? null : <ProblemNotice problem={erasure.problem} />}
      <View className="sheet-gap" />
      <Button look="danger" isOff={!isSure} isBusy={erasure.isRunning} onPress={erasure.run}>
        {words.data.eraseConfirm}
      </Button>
      <Button look="quiet" onPress={onClose}>
        {words.common.cancel}
      </Button>
    </Sheet>
  );
}

/** In figures, what would be gone; nothing of it stands in the way of somebody whose figures do not come. */
function Lost() {
  const t = useWords().leaving;
  const textOf = useBilingual();
  const tier = useStore(home.state).value?.member?.tier ?? null;
  const { value } = useResource(losses);
  if (value === null) return null;
  const some = (count: number): string | null => (count === 0 ? null : points(count));
  return (
    <>
      <View className="fact__section">{t.title}</View>
      <Facts
        of={[
          [t.tier, tier === null ? null : textOf(tier.name)],
          [t.available, points(value.available)],
          [t.pending, some(value.pending)],
          [t.held, some(value.held)],
          [t.gifts, some(value.giftsWaiting)],
        ]}
      />
    </>
  );
}
