import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { useDayText, useLastDayText, useUi } from '../../ui/context';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant, LastDay } from '../../ui/figures';
import { formatBalance, formatCount, formatPoints, UNKNOWN } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { queryText } from '../../ui/query';
import { Skeleton, Notice } from '../../ui/states';
import type { Customer } from './customer';
import styles from './membership.module.css';
import { useCustomerWords } from './words';

type Lots = ReplyOf<'ledgerLots'>;
type Lot = Lots['items'][number];

const LOTS_SHOWN = 6;

/** The balance and the credits that it consists of, the ones that expire first on top; the rest is in the ledger. */
export function PointsPanel({ customer }: { readonly customer: Customer }) {
  const w = useCustomerWords().points;
  const query = {
    ownerKind: 'member' as const,
    owner: customer.customerId,
    asset: 'points' as const,
    limit: LOTS_SHOWN,
  };
  const lots = useReply('ledgerLots', query, () => api.ledgerLots({ query }));
  const address = queryText({ kind: 'member', owner: customer.customerId });
  return (
    <Panel title={w.title} flush actions={<Link to={`/points/ledger?${address}`}>{w.ledger}</Link>}>
      <Loaded query={lots} skeleton={<Skeleton height={180} />}>
        {({ items, totals }) => (
          <Balance customer={customer} totals={totals} lots={items.filter(({ isOpen }) => isOpen)} />
        )}
      </Loaded>
    </Panel>
  );
}

interface BalanceProps {
  readonly customer: Customer;
  readonly totals: Lots['totals'];
  readonly lots: readonly Lot[];
}

function Balance({ customer, totals, lots }: BalanceProps) {
  const w = useCustomerWords().points;
  const lastDay = useLastDayText();
  const { language } = useUi();
  const columns = useColumns();
  const { held, next, openLots } = totals;
  const figures = [
    [w.available, formatBalance(customer.pointsAvailable, language)],
    [w.pending, formatPoints(customer.pointsPending)],
    [w.held, formatPoints(held)],
    [w.expiring, next ? w.until(formatPoints(next.points), lastDay(next.expiresAtMs)) : UNKNOWN],
  ] as const;
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {customer.pointsAvailable < 0 && (
        <div className={styles.padded}>
          <Notice tone="danger">{w.debt(formatPoints(-customer.pointsAvailable))}</Notice>
        </div>
      )}
      {lots.length === 0 ? (
        <p className={styles.padded}>
          <span className={styles.quiet}>{w.empty}</span>
        </p>
      ) : (
        <>
          <DataTable caption={w.lots} columns={columns} rows={lots} keyOf={({ id }) => id} />
          {lots.length < openLots && (
            <p className={styles.padded}>
              <span className={styles.quiet}>{w.some(formatCount(lots.length), formatCount(openLots))}</span>
            </p>
          )}
        </>
      )}
    </>
  );
}

function useColumns(): readonly Column<Lot>[] {
  const w = useCustomerWords().points;
  const day = useDayText();
  return [
    {
      key: 'left',
      title: w.left,
      render: (lot) => (
        <Link to={`/points/ledger/lots/${lot.id}`}>
          <strong>{formatPoints(lot.remaining + lot.pending + lot.held)}</strong>{' '}
          <span className={styles.quiet}>{w.of(formatPoints(lot.points))}</span>
        </Link>
      ),
    },
    {
      key: 'state',
      title: '',
      render: ({ pending, held, activatesAtMs }) => (
        <span className={styles.quiet}>
          {pending > 0 && w.state.pending(day(activatesAtMs ?? 0))}
          {pending > 0 && held > 0 && ' · '}
          {held > 0 && w.state.held(formatPoints(held))}
        </span>
      ),
      wideOnly: true,
    },
    {
      key: 'earned',
      title: w.earned,
      align: 'end',
      render: ({ openedAtMs }) => <Instant value={openedAtMs} />,
      wideOnly: true,
    },
    {
      key: 'expires',
      title: w.expires,
      align: 'end',
      render: ({ expiresAtMs }) => (expiresAtMs === null ? w.never : <LastDay endMs={expiresAtMs} />),
    },
  ];
}
