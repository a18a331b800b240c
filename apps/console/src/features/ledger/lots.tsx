import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { PagedTable } from '../../app/paged-table';
import type { Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import styles from './ledger.module.css';
import { OwnerName, ValidUntil, type Lot } from './parts';
import { useLedgerWords } from './words';

const SHOWN = 50;

interface LotsProps {
  readonly kind: 'member' | 'guide' | 'store' | 'supplier' | 'system';
  readonly owner: string;
  readonly asset: ReplyOf<'ledgerLots'>['items'][number]['asset'];
}

/** What an owner's balance consists of. */
export function Lots({ kind, owner, asset }: LotsProps) {
  const w = useLedgerWords();
  const query = { ownerKind: kind, owner, asset, limit: SHOWN };
  const lots = useReply('ledgerLots', query, () => api.ledgerLots({ query }));
  const columns = useLotColumns();
  return (
    <Panel title={`${w.lots} · ${w.assets[asset]}`} hint={w.lotsHint} flush>
      <PagedTable
        query={lots}
        caption={w.lots}
        columns={columns}
        keyOf={(row) => row.id}
        skeletonRows={4}
        empty={<EmptyState title={w.lotsNone} />}
      />
    </Panel>
  );
}

function useLotColumns(): readonly Column<Lot>[] {
  const w = useLedgerWords();
  const figure = (key: 'pending' | 'remaining' | 'held'): Column<Lot> => ({
    key,
    title: w[key],
    align: 'end',
    render: (row) => <Points value={row[key]} />,
  });
  return [
    {
      key: 'lot',
      title: w.lotOpened,
      render: (row) => (
        <Link to={`/points/ledger/lots/${row.id}`}>
          <Instant value={row.openedAtMs} />
        </Link>
      ),
    },
    {
      key: 'points',
      title: w.credited,
      align: 'end',
      render: (row) => (
        <span className={row.points < 0 ? styles.minus : undefined}>
          <Points value={row.points} movement />
        </span>
      ),
    },
    figure('remaining'),
    figure('pending'),
    figure('held'),
    {
      key: 'expires',
      title: w.expires,
      render: (row) =>
        row.points < 0 ? w.debt : row.isOpen ? <ValidUntil endMs={row.expiresAtMs} /> : w.closed,
    },
    { key: 'funder', title: w.funder, wideOnly: true, render: (row) => <OwnerName owner={row.funder} /> },
    { key: 'store', title: w.store, wideOnly: true, render: (row) => row.store ?? '—' },
  ];
}
