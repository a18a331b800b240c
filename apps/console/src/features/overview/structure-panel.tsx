import type { Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { layerColour, LayerTag, useLayerName } from '../../app/layers';
import { useMoment, useUi } from '../../ui/context';
import { useExportRows, type Column } from '../../ui/data-table';
import { formatDay, formatShare, formatShareDistance } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { distance, layersOf, type Star } from './figures';
import styles from './structure.module.css';
import { useOverviewWords } from './words';

interface StructureRow {
  readonly code: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly customersFrom: number;
  readonly customersTo: number;
}

/** T: the share of each layer on both days, one bar above the other. */
export function StructurePanel({ star, period }: { readonly star: Star; readonly period: Period }) {
  const exportRows = useExportRows();
  const w = useOverviewWords();
  const ui = useUi();
  const moment = useMoment();
  const columns = useColumns();
  const layers = layersOf(star);
  const rows = layers
    .map((code): StructureRow => ({
      code,
      from: star.T.from[code] ?? null,
      to: star.T.to[code] ?? null,
      customersFrom: star.S.byLayer[code]?.from ?? 0,
      customersTo: star.S.byLayer[code]?.to ?? 0,
    }))
    .reverse();
  const widest = Math.max(...rows.flatMap((row) => [row.from ?? 0, row.to ?? 0]), 0.01);
  const width = (share: number | null) => ({ width: `${((share ?? 0) / widest) * 100}%` });
  return (
    <Panel
      title={w.overview.structure.title}
      hint={w.overview.structure.hint(formatDay(period.from, moment), formatDay(period.to, moment))}
      actions={
        <ExportButton
          of={w.overview.structure.title}
          onExport={() => exportRows(`structure-${period.from}-${period.to}.csv`, columns, rows)}
        />
      }
    >
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.code} className={styles.row}>
            <div className={styles.words}>
              <LayerTag code={row.code} layers={layers} />
              <span className={styles.figures}>
                <span className={styles.before}>
                  <FigureLink filter={{ ...period, layerFrom: row.code }} people={row.customersFrom}>
                    {formatShare(row.from)}
                  </FigureLink>{' '}
                  →
                </span>
                <FigureLink filter={{ ...period, layerTo: row.code }} people={row.customersTo}>
                  <strong>{formatShare(row.to)}</strong>
                </FigureLink>
                <span className={styles.difference}>
                  {formatShareDistance(distance(row.from, row.to))} {ui.words.percentagePoints}
                </span>
              </span>
            </div>
            <div className={styles.bars} aria-hidden>
              <span className={styles.then} style={width(row.from)} />
              <span
                style={{
                  ...width(row.to),
                  background: layerColour(layers.indexOf(row.code) + 1, layers.length),
                }}
              />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function useColumns(): readonly Column<StructureRow>[] {
  const w = useOverviewWords();
  const layerName = useLayerName();
  const column = (key: string, title: string, csv: Column<StructureRow>['csv']): Column<StructureRow> => ({
    key,
    title,
    csv,
    render: () => null,
  });
  return [
    column('layer', w.overview.structure.layer, (row) => layerName(row.code)),
    column('from', w.overview.structure.from, (row) => row.from),
    column('to', w.overview.structure.to, (row) => row.to),
    column('customers', w.overview.structure.customers, (row) => row.customersTo),
  ];
}
