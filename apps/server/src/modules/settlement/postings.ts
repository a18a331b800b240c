import { PAYMENT_KEY, WRITE_OFF_KEY, type Entry } from '@liuliang/domain';
import type { LedgerPosting } from '../ledger';
import type { StatementRow } from './entities';

/** Key of the hold behind a payout: `payout:‹id›`. */
export const PAYOUT_KEY = 'payout:';

const KEYS = { payment: PAYMENT_KEY, write_off: WRITE_OFF_KEY };

/** What settlement itself does to the points of a statement's party. */
export const settlementPosting = (
  { id, brandId }: Pick<StatementRow, 'id' | 'brandId'>,
  kind: keyof typeof KEYS,
  entries: readonly Entry[],
  occurredAtMs: number,
): LedgerPosting => ({
  brandId,
  key: `${KEYS[kind]}${id}`,
  kind: 'adjust',
  reference: { kind: 'payout', id: String(id) },
  entries,
  occurredAtMs,
  explanation: { rule: 'settlement', statementId: id },
});
