import type { UseQueryResult } from '@tanstack/react-query';
import type { Refused } from '../../app/api';
import { figureAddress, type FigureFilter, type Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { layerColour, NONE, useLayerName } from '../../app/layers';
import { Loaded } from '../../app/loaded';
import { useMoment } from '../../ui/context';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { formatCount, formatDay } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { StackedArea } from '../../ui/stacked-area';
import { Skeleton, EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { ViewSwitch } from '../../ui/view-switch';
import { totalsOf, type Assets } from './figures';
import styles from './overview.module.css';
import { useOverviewWords } from './words';

interface AssetsPanelProps {
  readonly assets: UseQueryResult<Assets, Refused>;
  readonly period: Period;
}

interface DayRow {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
}

/** Customers in each layer on the days between the two, as areas or as a table. */
export function AssetsPanel({ assets, period }: AssetsPanelProps) {
  const exportRows = useExportRows();
  const w = useOverviewWords();
  const [params, change] = useUrlState();
  const view = oneOf(params.get('assets'), ['chart', 'table']) ?? 'chart';
  const columns = useColumns(assets.data, period);
  const rows = assets.data ? rowsOf(assets.data) : [];
  return (
    <Panel
      title={w.overview.assets.title}
      hint={w.overview.assets.hint}
      flush={view === 'table'}
      actions={
        <div className={styles.actions}>
          <ViewSwitch
            of={w.overview.assets.title}
            value={view}
            onChange={(next) => change({ assets: next === 'chart' ? null : next }, { replace: true })}
          />
          <ExportButton
            of={w.overview.assets.title}
            onExport={() => exportRows(`assets-${period.from}-${period.to}.csv`, columns, rows)}
          />
        </div>
      }
    >
      <Loaded query={assets} skeleton={<Skeleton height={300} />}>
        {(data) =>
          data.points.length === 0 ? (
            <EmptyState title={w.overview.assets.tooOld} />
          ) : view === 'chart' ? (
            <AssetsChart assets={data} period={period} />
          ) : (
            <div className={styles.tall}>
              <DataTable
                caption={w.overview.assets.title}
                columns={columns}
                rows={[...rows].reverse()}
                keyOf={(row) => row.day}
              />
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

function AssetsChart({ assets, period }: { readonly assets: Assets; readonly period: Period }) {
  const w = useOverviewWords();
  const moment = useMoment();
  const layerName = useLayerName();
  const layers = assets.layers.filter((code) => code !== NONE);
  const lastDay = assets.points.at(-1)?.day ?? period.to;
  return (
    <StackedArea
      label={`${w.overview.assets.title}. ${w.overview.assets.hint}`}
      unit={w.overview.assets.unit}
      xLabels={assets.points.map(({ day }) => formatDay(day, moment))}
      series={layers.map((code, index) => ({
        key: code,
        label: layerName(code),
        colour: layerColour(index + 1, layers.length),
        values: assets.points.map(({ counts }) => counts[code] ?? 0),
        href: figureAddress(onDay(period, lastDay, code)),
      }))}
    />
  );
}

/** The customers of a layer on one day of the series; on the first day there is no earlier one to compare with. */
const onDay = (period: Period, day: string, layer: string): FigureFilter =>
  day > period.from ? { ...period, to: day, layerTo: layer } : { ...period, layerFrom: layer };

const rowsOf = (assets: Assets): readonly DayRow[] => {
  const totals = totalsOf(assets);
  return assets.points.map(({ day, counts }, index) => ({ day, counts, total: totals[index] ?? 0 }));
};

function useColumns(assets: Assets | undefined, period: Period): readonly Column<DayRow>[] {
  const w = useOverviewWords();
  const moment = useMoment();
  const layerName = useLayerName();
  const layers = (assets?.layers ?? []).filter((code) => code !== NONE);
  return [
    {
      key: 'day',
      title: w.overview.assets.day,
      render: (row) => formatDay(row.day, moment),
      csv: (row) => row.day,
    },
    ...layers.map((code): Column<DayRow> => ({
      key: code,
      title: layerName(code),
      align: 'end',
      render: (row) => (
        <FigureLink filter={onDay(period, row.day, code)} people={row.counts[code]}>
          {formatCount(row.counts[code])}
        </FigureLink>
      ),
      csv: (row) => row.counts[code],
    })),
    {
      key: 'total',
      title: w.overview.assets.total,
      align: 'end',
      render: (row) => formatCount(row.total),
      csv: (row) => row.total,
    },
  ];
}
