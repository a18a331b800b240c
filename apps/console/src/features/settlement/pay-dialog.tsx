import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Input } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, useReply, type Refused } from '../../app/api';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { Loaded } from '../../app/loaded';
import { Facts } from '../../ui/facts';
import { Field } from '../../ui/form';
import { formatMoney, formatPoints } from '../../ui/format';
import { Notice, Skeleton } from '../../ui/states';
import { isSettlement } from './close-dialog';
import { partyText, type Statement } from './statement';
import { useSettlementWords } from './words';

type Outlook = ReplyOf<'settlementPayment'>;

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
  const params = { period, partyKind: party.kind, partyId: party.id };
  const outlook = useReply('settlementPayment', params, () => api.settlementPayment({ params }));
  const pay = useMutation<Statement, Refused>({
    mutationFn: async () =>
      replyOrThrow(
        await api.paySettlement({
          params,
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
      isOff={reference.trim() === '' || outlook.data === undefined}
    >
      <p>{w.payText(formatMoney(payableFen))}</p>
      <Loaded query={outlook} skeleton={<Skeleton height={120} />}>
        {(found) => <Outlook of={found} />}
      </Loaded>
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

/** To whom it is paid, and what is owed before and after. */
function Outlook({ of: { party, owedFen, payableFen, points } }: { readonly of: Outlook }) {
  const w = useSettlementWords();
  const facts = [
    [w.partyKinds[party.kind], partyText(party)],
    [w.owedBefore, formatMoney(owedFen.before)],
    [w.thisPayment, formatMoney(-payableFen)],
    [w.owedAfter, formatMoney(owedFen.after)],
    ...points.flatMap(({ asset, before, taken, after }) => [
      [w.pointsBefore(w.assets[asset]), formatPoints(before)] as const,
      [w.pointsTaken(w.assets[asset]), formatPoints(-taken, true)] as const,
      [w.pointsAfter(w.assets[asset]), formatPoints(after)] as const,
    ]),
  ] as const;
  return <Facts of={facts} />;
}
