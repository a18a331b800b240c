import { figureAddress, type Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { layerColour, LayerTag, NONE, useLayerName } from '../../app/layers';
import { Alluvial } from '../../ui/alluvial';
import { useMoment } from '../../ui/context';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { formatCount, formatDay, formatShare } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { useUrlState } from '../../ui/use-url-state';
import { ViewSwitch } from '../../ui/view-switch';
import { flowsOf, layersOf, rate, type LayerFlow, type Star } from './figures';
import styles from './overview.module.css';
import { useOverviewWords } from './words';

interface FlowPanelProps {
  readonly star: Star;
  readonly period: Period;
}

interface FlowRow {
  readonly from: string;
  readonly to: Readonly<Record<string, number>>;
  readonly total: number;
}

/** A: who moved from which layer to which between the two days, as bands or as the matrix. */
export function FlowPanel({ star, period }: FlowPanelProps) {
  const exportRows = useExportRows();
  const w = useOverviewWords();
  const [params, change] = useUrlState();
  const view = oneOf(params.get('flow'), ['chart', 'table']) ?? 'chart';
  const codes = [NONE, ...layersOf(star)];
  const rows = codes.map((from): FlowRow => {
    const flows = flowsOf(star).filter((flow) => flow.from === from);
    return {
      from,
      to: Object.fromEntries(flows.map(({ to, value }) => [to, value])),
      total: flows.reduce((sum, { value }) => sum + value, 0),
    };
  });
  const columns = useColumns(codes, period);
  return (
    <Panel
      title={w.overview.flow.title}
      hint={view === 'table' ? w.overview.flow.tableHint : undefined}
      flush={view === 'table'}
      actions={
        <div className={styles.actions}>
          <ViewSwitch
            of={w.overview.flow.title}
            value={view}
            onChange={(next) => change({ flow: next === 'chart' ? null : next }, { replace: true })}
          />
          <ExportButton
            of={w.overview.flow.title}
            onExport={() => exportRows(`flow-${period.from}-${period.to}.csv`, columns, rows)}
          />
        </div>
      }
    >
      {view === 'table' ? (
        <DataTable caption={w.overview.flow.title} columns={columns} rows={rows} keyOf={(row) => row.from} />
      ) : (
        <FlowChart star={star} period={period} />
      )}
    </Panel>
  );
}

function FlowChart({ star, period }: FlowPanelProps) {
  const w = useOverviewWords();
  const moment = useMoment();
  const layerName = useLayerName();
  const layers = layersOf(star);
  const flows = flowsOf(star);
  const sizeOf = (code: string) =>
    flows.filter(({ from }) => from === code).reduce((sum, { value }) => sum + value, 0);
  const outside = flows.find(({ from, to }) => from === NONE && to === NONE)?.value ?? 0;
  const label = ({ from, to, value }: LayerFlow) =>
    w.overview.flow.band(
      layerName(from),
      layerName(to),
      formatCount(value),
      formatShare(rate(value, sizeOf(from))),
    );
  // Who was in no layer on both days is no movement of assets; the band would dwarf the others.
  const shown = flows.filter(({ from, to }) => from !== NONE || to !== NONE);
  return (
    <Alluvial
      label={w.overview.flow.aria}
      leftTitle={formatDay(period.from, moment)}
      rightTitle={formatDay(period.to, moment)}
      hint={`${w.overview.flow.chartHint}${outside > 0 ? ` · ${w.overview.flow.outside(formatCount(outside))}` : ''}`}
      nodes={[...layers]
        .reverse()
        .concat(NONE)
        .map((code) => ({
          key: code,
          colour: layerColour(layers.indexOf(code) + 1, layers.length),
          leftLabel: code === NONE ? w.overview.flow.joined : layerName(code),
          rightLabel: code === NONE ? w.overview.flow.lapsed : layerName(code),
          shortLabel: code === NONE ? layerName(NONE) : code,
        }))}
      flows={shown.map((flow) => ({
        ...flow,
        href: figureAddress({ ...period, layerFrom: flow.from, layerTo: flow.to }),
        label: label(flow),
      }))}
    />
  );
}

function useColumns(codes: readonly string[], period: Period): readonly Column<FlowRow>[] {
  const w = useOverviewWords();
  const layerName = useLayerName();
  const layers = codes.filter((code) => code !== NONE);
  return [
    {
      key: 'from',
      title: w.overview.flow.corner,
      render: (row) => <LayerTag code={row.from} layers={layers} />,
      csv: (row) => layerName(row.from),
    },
    ...codes.map((code): Column<FlowRow> => ({
      key: code,
      title: layerName(code),
      align: 'end',
      render: (row) => (
        <FigureLink filter={{ ...period, layerFrom: row.from, layerTo: code }} people={row.to[code]}>
          {formatCount(row.to[code])}
        </FigureLink>
      ),
      csv: (row) => row.to[code],
    })),
    {
      key: 'total',
      title: w.overview.flow.rowTotal,
      align: 'end',
      render: (row) => (
        <FigureLink filter={{ ...period, layerFrom: row.from }} people={row.total}>
          {formatCount(row.total)}
        </FigureLink>
      ),
      csv: (row) => row.total,
    },
  ];
}
