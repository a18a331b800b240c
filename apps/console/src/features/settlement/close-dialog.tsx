import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { useErrorText, useLanguage } from '../../app/language';
import { Dialog } from '../../ui/dialog';
import { formatCount, formatMoney, formatMonth } from '../../ui/format';
import { Notice } from '../../ui/states';
import styles from './settlement.module.css';
import { partyText, type Party } from './statement';
import { useSettlementWords } from './words';

type Closed = ReplyOf<'closeSettlement'>;

interface CloseDialogProps {
  readonly period: string;
  /** Null closes everybody. */
  readonly party: Party | null;
  readonly onClose: () => void;
}

/** The question before statements become unchangeable, and what was closed. */
export function CloseDialog({ period, party, onClose }: CloseDialogProps) {
  const w = useSettlementWords();
  const errorText = useErrorText();
  const language = useLanguage();
  const cache = useQueryClient();
  const close = useMutation<Closed, Refused>({
    mutationFn: async () =>
      replyOrThrow(
        await api.closeSettlement({
          body: { period, party: party && { kind: party.kind, id: party.id }, confirm: 'CLOSE' },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ predicate: ({ queryKey }) => isSettlement(queryKey[0]) }),
  });
  return (
    <Dialog
      title={(close.isSuccess ? w.closedTitle : w.closeTitle)(
        formatMonth(period, language),
        party ? partyText(party) : w.closeEveryone,
      )}
      okText={close.isSuccess ? w.finish : w.close}
      cancelText={close.isSuccess ? null : w.cancel}
      isBusy={close.isPending}
      onOk={close.isSuccess ? onClose : () => close.mutate()}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        {close.isSuccess ? (
          <Notice tone="good">
            {w.closeDone(formatCount(close.data.closed), formatMoney(close.data.payableFen))}
          </Notice>
        ) : (
          <Notice>{w.closeText}</Notice>
        )}
        {close.isError && <Notice tone="danger">{errorText(close.error.code)}</Notice>}
      </div>
    </Dialog>
  );
}

/** Everything of settlement that is on screen may have changed. */
export const isSettlement = (name: unknown): boolean =>
  typeof name === 'string' && name.startsWith('settlement');
