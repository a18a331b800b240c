import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { useWords } from '../messages';
import type { Problem } from '../platform/resource.shared';
import { Button } from './button';
import { type Fact, Facts } from './facts';
import { Sheet } from './sheet';
import { ProblemNotice } from './states';

interface ConfirmSheetProps {
  readonly title: string;
  /** What it costs, and until when. */
  readonly facts: readonly Fact[];
  /** What will happen, in a sentence. */
  readonly what: string;
  readonly confirm: string;
  readonly look?: 'primary' | 'danger';
  readonly isOff?: boolean;
  readonly action: { readonly isRunning: boolean; readonly problem: Problem | null };
  /** What to do about the refusal, where the screen knows more than the code. */
  readonly hint?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what will happen before it happens. A refusal stays here, beside what was tried. */
export function ConfirmSheet(props: PropsWithChildren<ConfirmSheetProps>) {
  const words = useWords();
  const { title, facts, what, confirm, look, isOff, action, hint, onConfirm, onClose, children } = props;
  return (
    <Sheet title={title} onClose={onClose}>
      <Facts of={facts} />
      {children}
      <View className="sheet-text">{what}</View>
      {action.problem === null ? null : <ProblemNotice problem={action.problem} hint={hint} />}
      <Button look={look} isOff={isOff} isBusy={action.isRunning} onPress={onConfirm}>
        {action.isRunning ? words.common.working : confirm}
      </Button>
      <Button look="quiet" onPress={onClose}>
        {words.common.notNow}
      </Button>
    </Sheet>
  );
}
