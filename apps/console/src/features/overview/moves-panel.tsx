import type { FigureFilter, Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { LayerTag, useLayerName } from '../../app/layers';
import type { Column } from '../../ui/data-table';
import { formatCount, formatShare } from '../../ui/format';
import { layersOf, movesOf, rate, type Star } from './figures';
import { FiguresPanel } from './figures-panel';
import styles from './moves.module.css';
import { useOverviewWords } from './words';

interface MovesRow {
  /** The layer on the first day; null: all assets together. */
  readonly code: string | null;
  readonly base: number;
  readonly up: number | null;
  readonly stay: number | null;
  readonly down: number | null;
}

/** A: of each layer's customers on the first day, which share rose, stayed and fell. */
export function MovesPanel({ star, period }: { readonly star: Star; readonly period: Period }) {
  const w = useOverviewWords();
  const layers = layersOf(star);
  const columns = useColumns(layers, period);
  const rows = layers
    .map((code): MovesRow => ({
      code,
      base: star.S.byLayer[code]?.from ?? 0,
      up: star.A.forward[code] ?? null,
      stay: star.A.stay[code] ?? null,
      down: star.A.reverse[code] ?? null,
    }))
    .reverse();
  const { up, stay, down, base } = movesOf(star);
  const all: MovesRow = {
    code: null,
    base,
    up: rate(up, base),
    stay: rate(stay, base),
    down: rate(down, base),
  };
  return (
    <FiguresPanel
      title={w.overview.moves.title}
      hint={w.overview.moves.hint}
      fileName={`moves-${period.from}-${period.to}.csv`}
      columns={columns}
      rows={rows}
      total={all}
    />
  );
}

function useColumns(layers: readonly string[], period: Period): readonly Column<MovesRow>[] {
  const w = useOverviewWords();
  const layerName = useLayerName();
  const nameOf = (code: string | null) => (code === null ? w.overview.moves.all : layerName(code));
  const filterOf = ({ code }: MovesRow): FigureFilter =>
    code === null ? { ...period, assetFrom: 'yes' } : { ...period, layerFrom: code };
  const share = (key: 'up' | 'stay' | 'down', title: string): Column<MovesRow> => ({
    key,
    title,
    align: 'end',
    render: (row) => <ShareCell share={row[key]} direction={key} filter={{ ...filterOf(row), moved: key }} />,
    csv: (row) => row[key],
  });
  return [
    {
      key: 'layer',
      title: w.overview.moves.layer,
      render: ({ code }) => (code === null ? nameOf(code) : <LayerTag code={code} layers={layers} />),
      csv: (row) => nameOf(row.code),
    },
    {
      key: 'base',
      title: w.overview.moves.base,
      align: 'end',
      render: (row) => (
        <FigureLink filter={filterOf(row)} people={row.base}>
          {formatCount(row.base)}
        </FigureLink>
      ),
      csv: (row) => row.base,
    },
    share('up', w.overview.moves.up),
    share('stay', w.overview.moves.stay),
    share('down', w.overview.moves.down),
  ];
}

interface ShareCellProps {
  readonly share: number | null;
  readonly direction: 'up' | 'stay' | 'down';
  readonly filter: FigureFilter;
}

function ShareCell({ share, direction, filter }: ShareCellProps) {
  return (
    <span className={styles.cell}>
      <FigureLink filter={filter} people={share ? 1 : 0}>
        {formatShare(share)}
      </FigureLink>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} data-direction={direction} style={{ width: `${(share ?? 0) * 100}%` }} />
      </span>
    </span>
  );
}
