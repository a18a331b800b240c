import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Notice } from '../../ui/states';
import { api, replyOrThrow, useReply, type Refused } from '../api';
import { ConfirmDialog } from '../confirm-dialog';
import { ChangeText, hoursOf, useChangeTitle } from './change-text';
import styles from './limits.module.css';
import { useLimitWords, type LimitChange } from './words';

type Verb = 'approve' | 'withdraw';

const RENEWED_MS = 60_000;

/** Changes of two-person limits, renewed by themselves: somebody else decides about them. */
export const useLimitChanges = (isWanted = true) =>
  useReply('limitChanges', null, () => api.limitChanges(), { everyMs: () => RENEWED_MS, isWanted });

/** What a looser limit means, before it is asked for. */
export function LooserHint() {
  const w = useLimitWords();
  const { data } = useLimitChanges();
  return data && <Notice tone="info">{w.looser(hoursOf(data.pauseMs))}</Notice>;
}

interface LimitChangesProps {
  /** A section of the settings, or one limit of it. */
  readonly section: 'adjustments' | 'settlement' | LimitChange['limit'];
}

/** Beside a setting: which of its two-person limits are to become looser, and deciding about it. */
export function LimitChanges({ section }: LimitChangesProps) {
  const w = useLimitWords();
  const { data } = useLimitChanges();
  const [deciding, setDeciding] = useState<{ readonly of: LimitChange; readonly verb: Verb } | null>(null);
  const own = data?.items.filter(({ limit }) => `${limit}.`.startsWith(`${section}.`)) ?? [];
  if (!data || own.length === 0) return null;
  const button = (of: LimitChange, verb: Verb) =>
    of.may[verb] && (
      <Button size="small" onClick={() => setDeciding({ of, verb })}>
        {w[verb]}
      </Button>
    );
  return (
    <ul className={styles.changes} aria-label={w.list}>
      {own.map((of) => (
        <li key={of.limitChangeId} className={styles.change} data-state={of.state}>
          <span>
            <ChangeText of={of} pauseMs={data.pauseMs} />
          </span>
          {(of.may.approve || of.may.withdraw) && (
            <span className={styles.actions}>
              {button(of, 'approve')}
              {button(of, 'withdraw')}
            </span>
          )}
        </li>
      ))}
      {deciding && <Decision {...deciding} pauseMs={data.pauseMs} onClose={() => setDeciding(null)} />}
    </ul>
  );
}

interface DecisionProps {
  readonly of: LimitChange;
  readonly verb: Verb;
  readonly pauseMs: number;
  readonly onClose: () => void;
}

function Decision({ of, verb, pauseMs, onClose }: DecisionProps) {
  const w = useLimitWords();
  const cache = useQueryClient();
  const decide = useMutation<LimitChange, Refused>({
    mutationFn: () => send(verb, of.limitChangeId),
    onSuccess: onClose,
    // Also when it was refused: somebody else has decided, which is to be seen behind the dialog.
    onSettled: () => cache.invalidateQueries({ queryKey: ['limitChanges'] }),
  });
  return (
    <ConfirmDialog
      title={w[`${verb}Title`]}
      okText={w[verb]}
      cancelText={w.cancel}
      action={decide}
      onClose={onClose}
    >
      <p>
        <strong>{useChangeTitle(of)}</strong>
      </p>
      <p>{verb === 'approve' ? w.approveText(hoursOf(pauseMs)) : w.withdrawText}</p>
    </ConfirmDialog>
  );
}

async function send(verb: Verb, limitChangeId: string): Promise<LimitChange> {
  const params = { limitChangeId };
  return verb === 'approve'
    ? replyOrThrow(await api.approveLimitChange({ params, body: { confirm: 'APPROVE' } }))
    : replyOrThrow(await api.withdrawLimitChange({ params, body: {} }));
}
