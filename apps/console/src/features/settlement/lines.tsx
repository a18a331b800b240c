import { Link } from 'react-router';
import { api } from '../../app/api';
import { instantCell } from '../../app/customer-columns';
import { addressOfId } from '../../app/features';
import { wordFor } from '../../app/language';
import { ListPanel } from '../../app/list/list-panel';
import { useOperator } from '../../app/operator';

import { fileColumn, type Column } from '../../ui/data-table';
import { Instant, Money, Points } from '../../ui/figures';
import { EmptyState } from '../../ui/states';
import type { Line } from './statement';
import { useSettlementWords } from './words';

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
  return (
    <ListPanel
      id="settlementLines"
      title={w.lines}
      columns={useColumns()}
      keyOf={(line) => `${line.transactionId}:${line.line}`}
      asks={params}
      wholeFile={{ list: 'settlementLines', filters: { ...params } }}
      load={(page) => api.settlementLines({ params, query: page })}
      pageSize={50}
      empty={<EmptyState text={w.linesNone} />}
    />
  );
}

/** What caused a line: its number where people know one, else what it was. */
function Reference({ of: { reference } }: { readonly of: Line }) {
  const w = useSettlementWords();
  const operator = useOperator();
  const kind = wordFor(w.references, reference.kind);
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
      csv: (line) => w.lineKinds[line.kind],
      words: w.lineKinds,
    },
    {
      key: 'reference',
      title: w.reference,
      render: (line) => <Reference of={line} />,
      csv: ({ reference }) => wordFor(w.references, reference.kind),
      words: w.references,
    },
    fileColumn('label', w.referenceLabel, ({ reference }) => reference.label),
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: (line) => <Points value={line.points} movement />,
      csv: (line) => line.points,
    },
    {
      key: 'fen',
      title: w.fen,
      align: 'end',
      render: (line) => <Money value={line.amountFen} />,
      csv: (line) => line.amountFen / 100,
    },
    {
      key: 'occurred',
      title: w.occurred,
      render: (line) => <Instant value={line.occurredAtMs} />,
      csv: (line) => instantCell(line.occurredAtMs),
    },
    {
      key: 'posted',
      title: w.posted,
      wideOnly: true,
      render: (line) => <Instant value={line.postedAtMs} />,
      csv: (line) => instantCell(line.postedAtMs),
    },
    fileColumn('transaction', w.transaction, (line) => line.transactionId),
  ];
}
