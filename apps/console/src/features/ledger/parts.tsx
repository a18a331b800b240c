import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { addressOfId } from '../../app/features';
import { wordFor } from '../../app/language';
import { useOperator } from '../../app/operator';
import { LastDay } from '../../ui/figures';
import { queryText } from '../../ui/query';
import styles from './ledger.module.css';
import { useLedgerWords } from './words';

export type Account = ReplyOf<'ledgerAccounts'>['items'][number];
export type Lot = ReplyOf<'ledgerLots'>['items'][number];
export type Hold = ReplyOf<'ledgerHolds'>['items'][number];
export type Owner = Account['owner'];
export type Source = ReplyOf<'ledgerTransaction'>['source'];

/** Where the ledger shows one owner. */
export const ownerAddress = (owner: Pick<Owner, 'kind' | 'id'>): string =>
  `/points/ledger?${queryText({ kind: owner.kind, owner: owner.id })}`;

/** An owner in words; a member leads to the member's own page. */
export function OwnerName({ owner }: { readonly owner: Owner }) {
  const w = useLedgerWords();
  const kind = wordFor(w.ownerKinds, owner.kind);
  if (owner.id === null) return <>{kind}</>;
  return (
    <>
      <span className={styles.kind}>{kind}</span>{' '}
      {owner.kind === 'member' ? (
        <Link to={`/customers/${owner.id}`}>
          <code>{owner.id}</code>
        </Link>
      ) : (
        <Link to={ownerAddress(owner)}>{owner.name || <code>{owner.id}</code>}</Link>
      )}
    </>
  );
}

/** An account in words, leading to its transactions. */
export function AccountName({ account }: { readonly account: Account }) {
  const w = useLedgerWords();
  const bucket = wordFor(w.buckets, account.bucket);
  return (
    <Link to={`/points/ledger/accounts/${account.id}`}>
      {wordFor(w.assets, account.asset)} · {bucket}
      {account.shard > 0 && <span className={styles.quiet}> {w.shard(account.shard)}</span>}
    </Link>
  );
}

/** What caused a transaction, leading to it where there is a page for it. */
export function SourceName({ source }: { readonly source: Source }) {
  const w = useLedgerWords();
  const kind = wordFor(w.sources, source.kind);
  const text = source.label ? (
    <>
      {kind} <code>{source.label}</code>
    </>
  ) : (
    kind
  );
  const operator = useOperator();
  const to = source.id === null ? null : addressOfId(operator, source.id);
  return to ? <Link to={to}>{text}</Link> : <>{text}</>;
}

const [DAY_MS, IN_TIME_DAYS] = [86_400_000, 2];

interface Times {
  readonly kind: string;
  readonly occurredAtMs: number;
  readonly postedAtMs: number;
}

/** How late the ledger heard of an order, refund or event, where it is days: what comes by a nightly file is in time. */
export function Late({ kind, occurredAtMs, postedAtMs }: Times) {
  const { late } = useLedgerWords();
  const days = Math.floor((postedAtMs - occurredAtMs) / DAY_MS);
  const isTold = kind === 'earn' || kind === 'clawback';
  return isTold && days >= IN_TIME_DAYS ? <span className={styles.quiet}>{late.after(days)}</span> : null;
}

/** The last day on which points are valid; null is told as never ending. */
export function ValidUntil({ endMs }: { readonly endMs: number | null }) {
  const w = useLedgerWords();
  return endMs === null ? <span className={styles.quiet}>{w.never}</span> : <LastDay endMs={endMs} />;
}
