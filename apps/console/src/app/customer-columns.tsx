import type { ReplyOf } from '@liuliang/contract/client';
import { fileColumn, type Column } from '../ui/data-table';
import { Balance, Instant } from '../ui/figures';
import { formatCount, formatMoney } from '../ui/format';
import { CustomerLink } from './customer-link';
import { useMessages } from './language';

/** What every list of customers says of one. */
type Customer = ReplyOf<'customers'>['items'][number];

/** An instant as a cell of an exported file. */
export const instantCell = (atMs: number | null): Date | null => (atMs === null ? null : new Date(atMs));

/** The columns that lists of customers share, by what they show. A file has the id and the name side by side. */
export function useCustomerColumns(): Readonly<Record<CustomerColumn, Column<Customer>>> {
  const m = useMessages();
  const text = m.customers.columns;
  const membership = (row: Customer) => (row.isMember ? m.customers.isMember : m.customers.notMember);
  return {
    customer: {
      key: 'customer',
      title: text.customer,
      render: ({ customerId, nickname }) => <CustomerLink customerId={customerId} nickname={nickname} />,
      csv: (row) => row.customerId,
    },
    name: fileColumn<Customer>('name', text.name, ({ nickname }) => nickname),
    member: {
      key: 'member',
      title: text.member,
      render: membership,
      csv: membership,
      words: { yes: m.customers.isMember, no: m.customers.notMember },
      wideOnly: true,
    },
    orders: {
      key: 'orders',
      title: text.orders,
      align: 'end',
      render: (row) => formatCount(row.orders),
      csv: (row) => row.orders,
    },
    spent: {
      key: 'spent',
      title: text.spent,
      align: 'end',
      render: (row) => formatMoney(row.spentFen),
      csv: (row) => row.spentFen / 100,
    },
    points: {
      key: 'points',
      title: text.points,
      align: 'end',
      render: (row) => <Balance value={row.pointsAvailable} />,
      csv: (row) => row.pointsAvailable,
    },
    lastSeen: {
      key: 'lastSeen',
      title: text.lastSeen,
      align: 'end',
      render: (row) => <Instant value={row.lastSeenAtMs} />,
      csv: (row) => instantCell(row.lastSeenAtMs),
    },
  };
}

type CustomerColumn = 'customer' | 'name' | 'member' | 'orders' | 'spent' | 'points' | 'lastSeen';
