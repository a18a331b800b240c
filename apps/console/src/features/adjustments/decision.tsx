import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Input } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { formatPoints } from '../../ui/format';
import { Field } from '../../ui/form';
import styles from './adjustments.module.css';
import { BalanceChange } from './balance-change';
import { useAdjustmentWords } from './words';

type Adjustment = ReplyOf<'adjustments'>['items'][number];
export type DecisionAction = 'approve' | 'refuse' | 'withdraw';

interface DecisionProps {
  readonly of: Adjustment;
  readonly verb: DecisionAction;
  readonly onClose: () => void;
}

/** The question before a waiting adjustment is decided; a decision is not taken back. */
export function Decision({ of, verb, onClose }: DecisionProps) {
  const w = useAdjustmentWords();
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const decide = useMutation<Adjustment, Refused>({
    mutationFn: () => send(verb, of.adjustmentId, note),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['adjustments'] });
      await cache.invalidateQueries({ queryKey: ['adjustment'] });
    },
  });
  return (
    <ConfirmDialog
      title={w[`${verb}Title`]}
      okText={w[verb]}
      cancelText={w.cancel}
      action={decide}
      onClose={onClose}
      isDanger={verb !== 'approve'}
    >
      <p className={styles.about}>
        {of.who ?? of.ownerId}：{formatPoints(of.points, true)} {w.assets[of.asset]}
      </p>
      {verb === 'approve' && <BalanceChange ownerId={of.ownerId} asset={of.asset} points={of.points} />}
      <p>{of.reason}</p>
      <p className={styles.quiet}>{w[`${verb}Text`]}</p>
      {verb !== 'withdraw' && (
        <Field label={w.note}>
          {(field) => (
            <Input.TextArea
              {...field}
              rows={2}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      )}
    </ConfirmDialog>
  );
}

async function send(verb: DecisionAction, adjustmentId: string, note: string): Promise<Adjustment> {
  const params = { adjustmentId };
  switch (verb) {
    case 'approve':
      return replyOrThrow(await api.approveAdjustment({ params, body: { note } }));
    case 'refuse':
      return replyOrThrow(await api.refuseAdjustment({ params, body: { note } }));
    case 'withdraw':
      return replyOrThrow(await api.withdrawAdjustment({ params, body: {} }));
  }
}
