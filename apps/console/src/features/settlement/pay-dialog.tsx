import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { Field } from '../../ui/form';
import { formatMoney } from '../../ui/format';
import { Notice } from '../../ui/states';
import { isSettlement } from './close-dialog';
import { partyText, type Statement } from './statement';
import { useSettlementWords } from './words';

/** Records that a closed statement was paid. The amount that was read goes along, so that no other one is recorded. */
export function PayDialog({
  statement,
  onClose,
}: {
  readonly statement: Statement;
  readonly onClose: () => void;
}) {
  const w = useSettlementWords();
  const cache = useQueryClient();
  const [reference, setReference] = useState('');
  const { period, party, payableFen } = statement;
  const pay = useMutation<Statement, Refused>({
    mutationFn: async () =>
      replyOrThrow(
        await api.paySettlement({
          params: { period, partyKind: party.kind, partyId: party.id },
          body: { reference: reference.trim(), payableFen, confirm: 'PAID' },
        }),
      ),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ predicate: ({ queryKey }) => isSettlement(queryKey[0]) });
    },
  });
  return (
    <ConfirmDialog
      title={w.payTitle(partyText(party))}
      okText={w.confirm}
      cancelText={w.cancel}
      action={pay}
      onClose={onClose}
      isOff={reference.trim() === ''}
    >
      <p>{w.payText(formatMoney(payableFen))}</p>
      {statement.needsSecondPerson && <Notice>{w.paySecond}</Notice>}
      <Field label={w.payReference}>
        {(field) => (
          <Input
            {...field}
            value={reference}
            maxLength={64}
            autoComplete="off"
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
