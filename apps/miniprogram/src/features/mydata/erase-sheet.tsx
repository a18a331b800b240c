import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
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
