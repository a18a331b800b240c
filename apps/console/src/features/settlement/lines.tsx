import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { addressOfId } from '../../app/features';
import { wordFor } from '../../app/language';
import { useOperator } from '../../app/operator';
import { PagedTable } from '../../app/paged-table';
import type { Column } from '../../ui/data-table';
import { Instant, Money, Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { pageOf } from '../../ui/pager';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import type { Line } from './statement';
import { useSettlementWords } from './words';

const PAGE_SIZE = 50;

interface StatementLinesProps {
  readonly params: {
    readonly period: string;
    readonly partyKind: 'store' | 'guide';
    readonly partyId: string;
  };
}

/** Every line of a statement, each leading to its transaction in the ledger. */
export function StatementLines({ params }: StatementLinesProps) {
  const w = useSettlementWords();
  const [url] = useUrlState();
  const query = { cursor: url.get('cursor') ?? undefined, limit: PAGE_SIZE };
  const lines = useReply(
    'settlementLines',
    { ...params, ...query },
    () => api.settlementLines({ params, query }),
    { keepsLast: true },
  );
  const columns = useColumns();
  return (
    <Panel title={w.lines} flush>
      <PagedTable
        query={lines}
        caption={w.lines}
        columns={columns}
        keyOf={(line) => `${line.transactionId}:${line.line}`}
        skeletonRows={8}
        empty={<EmptyState text={w.linesNone} />}
        pageLabel={() => w.page(formatCount(pageOf(url)))}
      />
    </Panel>
  );
}

/** What caused a line: its number where people know one, else what it was. */
function Reference({ of: { reference } }: { readonly of: Line }) {
  const w = useSettlementWords();
  const operator = useOperator();
  const kind = wordFor(w.references, reference.kind);
  if (reference.kind === 'payout') return <Link to="/settlement/payouts">{kind}</Link>;
  const text =
    reference.label === null ? (
      kind
    ) : (
      <>
        {kind} <code>{reference.label}</code>
      </>
    );
  const address = reference.id === null ? null : addressOfId(operator, reference.id);
  return address === null ? <>{text}</> : <Link to={address}>{text}</Link>;
}

function useColumns(): readonly Column<Line>[] {
  const w = useSettlementWords();
  return [
    {
      key: 'kind',
      title: w.kind,
      render: (line) => (
        <Link to={`/points/ledger/transactions/${line.transactionId}`}>{w.lineKinds[line.kind]}</Link>
      ),
    },
    {
      key: 'reference',
      title: w.reference,
      render: (line) => <Reference of={line} />,
    },
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: (line) => <Points value={line.points} movement />,
    },
    { key: 'fen', title: w.fen, align: 'end', render: (line) => <Money value={line.amountFen} /> },
    { key: 'occurred', title: w.occurred, render: (line) => <Instant value={line.occurredAtMs} /> },
    {
      key: 'posted',
      title: w.posted,
      wideOnly: true,
      render: (line) => <Instant value={line.postedAtMs} />,
    },
  ];
}
