import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { wordFor } from '../../app/language';
import { useLastDayText } from '../../ui/context';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { formatPoints } from '../../ui/format';
import styles from './ledger.module.css';
import { useLedgerWords } from './words';

type Move = ReplyOf<'ledgerLot'>['moves'][number];
type Part = 'pending' | 'remaining' | 'held';

interface LotMovesProps {
  readonly moves: readonly Move[];
  /** What the first column leads to: from a transaction to its lots, from a lot to its transactions. */
  readonly of: 'lot' | 'transaction';
}

/** What was done to lots: per part the change and what is left. */
export function LotMoves({ moves, of }: LotMovesProps) {
  const w = useLedgerWords();
  const lastDay = useLastDayText();
  const columns: readonly Column<Move>[] = [
    of === 'lot'
      ? {
          key: 'lot',
          title: w.lot,
          render: (move) => (
            <Link to={`/points/ledger/lots/${move.lotId}`}>
              <code>{move.lotId}</code>
            </Link>
          ),
        }
      : {
          key: 'transaction',
          title: w.kind,
          render: (move) => (
            <Link to={`/points/ledger/transactions/${move.transactionId}`}>
              {wordFor(w.kinds, move.kind)}
            </Link>
          ),
        },
    ...(of === 'transaction'
      ? [{ key: 'at', title: w.occurred, render: (move: Move) => <Instant value={move.occurredAtMs} /> }]
      : []),
    ...(['remaining', 'pending', 'held'] as const).map((part): Column<Move> => ({
      key: part,
      title: w[part],
      align: 'end',
      render: (move) => <Change move={move} part={part} />,
    })),
    // Few lots ever move their end; a column of dashes would only ask what it means.
    ...(moves.some((move) => move.expiresToMs)
      ? [
          {
            key: 'expires',
            title: w.expires,
            wideOnly: true,
            render: (move: Move) => (move.expiresToMs ? w.expiresTo(lastDay(move.expiresToMs)) : '—'),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={w.lotsMoved}
      columns={columns}
      rows={moves}
      keyOf={(move) => `${move.lotId}:${move.version}`}
    />
  );
}

function Change({ move, part }: { readonly move: Move; readonly part: Part }) {
  const change = move[`${part}Change`];
  if (change === 0) return <span className={styles.quiet}>{formatPoints(move[`${part}After`])}</span>;
  return (
    <>
      <strong>
        <Points value={change} movement />
      </strong>{' '}
      <span className={styles.quiet}>→ {formatPoints(move[`${part}After`])}</span>
    </>
  );
}
