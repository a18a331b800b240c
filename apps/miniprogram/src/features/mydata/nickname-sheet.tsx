import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import { useRenaming } from './use-mydata';

/** As long as a name may be shown. */
const NAME_LENGTH_MAX = 32;

/** How the person wants to be called: WeChat offers the name they have there. */
export function NicknameSheet({ known, onClose }: { known: string | null; onClose: () => void }) {
  const words = useWords();
  const [typed, setTyped] = useState(known ?? '');
  const renaming = useRenaming(onClose);
  const save = () => renaming.run(typed.trim());
  return (
    <Sheet title={words.data.nickname} onClose={onClose}>
      <Field
        isName
        hasFocus
        value={typed}
        label={words.data.nicknameField}
        maxLength={NAME_LENGTH_MAX}
        onChange={setTyped}
        onDone={save}
      />
      <View className="field-note">{words.data.nicknameWhy}</View>
      {renaming.problem === null ? null : <ProblemNotice problem={renaming.problem} />}
      <Button isBusy={renaming.isRunning} onPress={save}>
        {words.data.nicknameSave}
      </Button>
    </Sheet>
  );
}
