import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { wordFor } from '../../app/language';
import { PagedTable } from '../../app/paged-table';
import type { Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import styles from './ledger.module.css';
import { OwnerName, type Hold } from './parts';
import { useLedgerWords } from './words';

const SHOWN = 20;
/** The end of a hold that waits for its answer as long as it takes, a payout's for one. */
const NEVER_MS = 253_402_300_799_999;

interface HoldsProps {
  readonly kind?: 'member' | 'guide' | 'store' | 'supplier' | 'system';
  readonly owner?: string;
}

/** Points reserved by something under way; of one owner all of them, the settled ones too. */
export function Holds({ kind, owner }: HoldsProps) {
  const w = useLedgerWords();
  const query = { ownerKind: kind, owner, limit: SHOWN };
  const holds = useReply('ledgerHolds', query, () => api.ledgerHolds({ query }));
  const columns = useHoldColumns(owner === undefined);
  const title = owner === undefined ? w.holds : w.holdsOf;
  return (
    <Panel title={title} hint={owner === undefined ? w.holdsHint : w.holdsOfHint} flush>
      <PagedTable
        query={holds}
        caption={title}
        columns={columns}
        keyOf={(row) => row.id}
        skeletonRows={3}
        empty={<EmptyState text={owner === undefined ? w.holdsNone : w.holdsOfNone} />}
      />
    </Panel>
  );
}

function useHoldColumns(withOwner: boolean): readonly Column<Hold>[] {
  const w = useLedgerWords();
  return [
    {
      key: 'purpose',
      title: w.purpose,
      render: (row) => (
        <Link to={`/points/ledger/transactions/${row.settledBy ?? row.heldBy}`}>
          {wordFor(w.purposes, row.purpose)}
        </Link>
      ),
    },
    ...(withOwner
      ? [{ key: 'owner', title: w.owner, render: (row: Hold) => <OwnerName owner={row.owner} /> }]
      : []),
    { key: 'points', title: w.points, align: 'end', render: (row) => <Points value={row.points} /> },
    { key: 'state', title: w.state, render: (row) => w.holdStates[row.state] },
    {
      key: 'lapses',
      title: w.lapses,
      render: (row) =>
        row.state !== 'open' ? (
          <Instant value={row.settledAtMs} />
        ) : row.expiresAtMs >= NEVER_MS ? (
          <span className={styles.quiet}>{w.noLapse}</span>
        ) : (
          <Instant value={row.expiresAtMs} />
        ),
    },
  ];
}
