import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { api, replyOrThrow, useReply, type Refused } from '../../app/api';
import { useErrorText, useLanguage } from '../../app/language';
import { Dialog } from '../../ui/dialog';
import { formatCount, formatMoney, formatMonth, UNKNOWN } from '../../ui/format';
import { Notice } from '../../ui/states';
import styles from './settlement.module.css';
import { partyText, type Statement } from './statement';
import { useSettlementWords } from './words';

type Closed = ReplyOf<'closeSettlement'>;

interface CloseDialogProps {
  readonly period: string;
  /** Null closes everybody's. */
  readonly statement: Statement | null;
  readonly onClose: () => void;
}

/** The question before statements become unchangeable, and what was closed. */
export function CloseDialog({ period, statement, onClose }: CloseDialogProps) {
  const w = useSettlementWords();
  const errorText = useErrorText();
  const language = useLanguage();
  const cache = useQueryClient();
  const party = statement?.party ?? null;
  const everybody = useReply(
    'settlementTotals',
    { period },
    () => api.settlementTotals({ query: { period } }),
    {
      isWanted: statement === null,
    },
  );
  const sums = statement ? { statements: 1, payableFen: statement.payableFen } : everybody.data;
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
          <>
            <p>
              {w.closeSums(
                sums ? formatCount(sums.statements) : UNKNOWN,
                sums ? formatMoney(sums.payableFen) : UNKNOWN,
              )}
            </p>
            <Notice>{w.closeText}</Notice>
          </>
        )}
        {close.isError && <Notice tone="danger">{errorText(close.error.code)}</Notice>}
      </div>
    </Dialog>
  );
}

/** Everything of settlement that is on screen may have changed. */
export const isSettlement = (name: unknown): boolean =>
  typeof name === 'string' && name.startsWith('settlement');
