import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { Money, MonthLabel, Points, Share } from '../../ui/figures';
import { ExportButton, Panel } from '../../ui/panel';
import type { Report } from './report';
import styles from './settlement.module.css';
import { useSettlementWords, type SettlementWords } from './words';

type Programme = Report['programmes'][number];
type Row = Report['rows'][number];
type Flow = Pick<Row, 'opening' | 'issued' | 'redeemed' | 'expired' | 'clawedBack' | 'adjusted' | 'closing'>;

/** What was taken away is shown below zero, so that a row adds up as it reads. */
const flows = (w: SettlementWords) =>
  [
    ['opening', w.opening, 1],
    ['issued', w.issued, 1],
    ['redeemed', w.redeemedFlow, -1],
    ['expired', w.expired, -1],
    ['clawedBack', w.clawedBack, -1],
    ['adjusted', w.adjusted, 1],
    ['closing', w.closing, 1],
  ] as const;

function flowColumns<R extends Flow>(w: SettlementWords): Column<R>[] {
  return flows(w).map(([key, title, sign]): Column<R> => ({
    key,
    title,
    align: 'end',
    render: (row) =>
      key === 'closing' ? (
        <strong>
          <Points value={row.closing} />
        </strong>
      ) : (
        // Zero stays zero: -0 would be told as −0.
        <Points value={row[key] === 0 ? 0 : row[key] * sign} movement={key !== 'opening'} />
      ),
    csv: (row) => row[key],
  }));
}

/** The roll-forward of each asset, with what it is expected to cost. */
export function Programmes({ report }: { readonly report: Report }) {
  const w = useSettlementWords();
  const columns: readonly Column<Programme>[] = [
    { key: 'asset', title: w.asset, render: (row) => w.assets[row.asset], csv: (row) => row.asset },
    ...flowColumns<Programme>(w),
    {
      key: 'cost',
      title: w.cost,
      align: 'end',
      render: (row) => <Money value={row.costFen} />,
      csv: (row) => row.costFen,
    },
    {
      key: 'breakage',
      title: w.breakage,
      about: w.breakageText,
      align: 'end',
      render: (row) => <Share value={row.breakageBp === null ? null : row.breakageBp / 10_000} />,
      csv: (row) => row.breakageBp,
    },
    {
      key: 'expected',
      title: w.expectedCost,
      align: 'end',
      render: (row) => <Money value={row.expectedCostFen} />,
      csv: (row) => row.expectedCostFen,
    },
  ];
  return (
    <Panel title={w.programmes} hint={w.rowsHint} flush>
      <DataTable
        caption={w.programmes}
        columns={columns}
        rows={report.programmes}
        keyOf={(row) => row.asset}
      />
    </Panel>
  );
}

export function Rows({ report }: { readonly report: Report }) {
  const exportRows = useExportRows();
  const w = useSettlementWords();
  const columns: readonly Column<Row>[] = [
    {
      key: 'month',
      title: w.period,
      render: (row) => <MonthLabel value={row.month} />,
      csv: (row) => row.month,
    },
    { key: 'asset', title: w.asset, render: (row) => w.assets[row.asset], csv: (row) => row.asset },
    {
      key: 'funder',
      title: w.funder,
      render: (row) =>
        row.funder.name ? `${w.funders[row.funder.kind]} ${row.funder.name}` : w.funders[row.funder.kind],
      csv: (row) => row.funder.name ?? row.funder.kind,
    },
    { key: 'store', title: w.store, render: (row) => row.store ?? w.online, csv: (row) => row.store },
    ...flowColumns<Row>(w),
    {
      key: 'cost',
      title: w.cost,
      align: 'end',
      render: (row) => <Money value={row.costFen} />,
      csv: (row) => row.costFen,
    },
  ];
  return (
    <Panel
      title={w.rows}
      flush
      actions={
        <ExportButton
          of={w.rows}
          onExport={() => exportRows(`liability-${report.from}-${report.to}.csv`, columns, report.rows)}
        />
      }
    >
      <DataTable
        caption={w.rows}
        columns={columns}
        rows={report.rows}
        keyOf={(row) => [row.month, row.asset, row.funder.kind, row.funder.name, row.store].join(':')}
      />
    </Panel>
  );
}

export function ByExpiry({ report }: { readonly report: Report }) {
  const w = useSettlementWords();
  return (
    <TablePanel
      title={w.byExpiry}
      rows={report.byExpiry}
      keyOf={(row) => `${row.asset}:${row.month}`}
      columns={[
        {
          key: 'month',
          title: w.expiryMonth,
          render: (row) => (row.month ? <MonthLabel value={row.month} /> : w.never),
        },
        { key: 'asset', title: w.asset, render: (row) => w.assets[row.asset] },
        { key: 'points', title: w.points, align: 'end', render: (row) => <Points value={row.points} /> },
        { key: 'cost', title: w.cost, align: 'end', render: (row) => <Money value={row.costFen} /> },
      ]}
    />
  );
}

export function LedgerComparison({ report }: { readonly report: Report }) {
  const w = useSettlementWords();
  return (
    <TablePanel
      title={w.ties}
      rows={report.ties}
      keyOf={(tie) => `${tie.asset}:${tie.figure}`}
      columns={[
        {
          key: 'figure',
          title: w.asset,
          render: (tie) => `${w.assets[tie.asset]} · ${w.tieFigures[tie.figure]}`,
        },
        { key: 'lots', title: w.fromLots, align: 'end', render: (tie) => <Points value={tie.lots} /> },
        {
          key: 'entries',
          title: w.fromEntries,
          align: 'end',
          render: (tie) => (
            <span className={tie.lots === tie.entries ? undefined : styles.bad}>
              <Points value={tie.entries} />
            </span>
          ),
        },
      ]}
    />
  );
}

interface TablePanelProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}

const TablePanel = <Row,>({ title, ...table }: TablePanelProps<Row>) => (
  <Panel title={title} flush>
    <DataTable caption={title} {...table} />
  </Panel>
);
