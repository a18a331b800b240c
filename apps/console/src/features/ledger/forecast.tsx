import type { ReplyOf } from '@liuliang/contract/client';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { useUi } from '../../ui/context';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { Points } from '../../ui/figures';
import { formatCount, formatMonth, type Language } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { useLedgerWords } from './words';

type Forecast = ReplyOf<'ledgerExpiryForecast'>;
type Month = Forecast['months'][number];

/** What expires month by month if nobody spends it. */
export function Forecast({ asset }: { readonly asset: 'points' | 'guide_points' | 'growth' }) {
  const exportRows = useExportRows();
  const w = useLedgerWords();
  const forecast = useReply('ledgerExpiryForecast', asset, () =>
    api.ledgerExpiryForecast({ query: { asset } }),
  );
  const { language } = useUi();
  const columns = useMonthColumns();
  const rows = forecast.data ? monthsOf(forecast.data, w.overdue, w.never, language) : [];
  return (
    <Panel
      title={w.forecast}
      hint={w.forecastHint}
      flush
      actions={
        <ExportButton of={w.forecast} onExport={() => exportRows('points-expiry.csv', columns, rows)} />
      }
    >
      <Loaded
        query={forecast}
        skeleton={
          <DataTable caption={w.forecast} columns={columns} rows={[]} keyOf={String} skeletonRows={4} />
        }
      >
        {() =>
          rows.length === 0 ? (
            <EmptyState text={w.forecastNone} />
          ) : (
            <DataTable caption={w.forecast} columns={columns} rows={rows} keyOf={(row) => row.month} />
          )
        }
      </Loaded>
    </Panel>
  );
}

/** The months, with what is overdue before them and what never expires behind. */
function monthsOf(
  { months, overdue, never }: Forecast,
  overdueWord: string,
  neverWord: string,
  language: Language,
): Month[] {
  const unknown = { lots: Number.NaN, owners: Number.NaN };
  return [
    ...(overdue === 0 ? [] : [{ month: overdueWord, points: overdue, ...unknown }]),
    ...months.map((one) => ({ ...one, month: formatMonth(one.month, language) })),
    ...(never === 0 ? [] : [{ month: neverWord, points: never, ...unknown }]),
  ];
}

function useMonthColumns(): readonly Column<Month>[] {
  const w = useLedgerWords();
  return [
    { key: 'month', title: w.month, render: (row) => row.month, csv: (row) => row.month },
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: (row) => <Points value={row.points} />,
      csv: (row) => row.points,
    },
    { key: 'lots', title: w.lotsCount, align: 'end', render: (row) => formatCount(row.lots) },
    { key: 'owners', title: w.owners, align: 'end', render: (row) => formatCount(row.owners) },
  ];
}
