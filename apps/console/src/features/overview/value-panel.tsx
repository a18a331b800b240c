import type { ReactNode } from 'react';
import type { FigureFilter, Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { layerColour, LayerTag, NONE, useLayerName } from '../../app/layers';
import type { Column } from '../../ui/data-table';
import { formatCount, formatMoney, formatShare } from '../../ui/format';
import { layersOf, type Returning, type Star } from './figures';
import { FiguresPanel } from './figures-panel';
import styles from './value.module.css';
import { useOverviewWords } from './words';

interface ValueRow extends Returning {
  /** The layer on the first day; null: everybody. */
  readonly code: string | null;
}

/** R: what the customers of each layer bought in the period. */
export function ValuePanel({ star, period }: { readonly star: Star; readonly period: Period }) {
  const w = useOverviewWords();
  const layers = layersOf(star);
  const columns = useColumns(layers, period, star.R.total.gmvFen);
  const rows = [NONE, ...layers]
    .flatMap((code): ValueRow[] => {
      const returning = star.R.byLayer[code];
      return returning ? [{ code, ...returning }] : [];
    })
    .reverse();
  const total: ValueRow = { code: null, ...star.R.total };
  return (
    <FiguresPanel
      title={w.overview.value.title}
      hint={w.overview.value.hint}
      fileName={`value-${period.from}-${period.to}.csv`}
      columns={columns}
      rows={rows}
      total={total}
    />
  );
}

function useColumns(layers: readonly string[], period: Period, gmvFen: number): readonly Column<ValueRow>[] {
  const w = useOverviewWords();
  const layerName = useLayerName();
  const nameOf = (code: string | null) =>
    code === null ? w.overview.value.total : code === NONE ? w.overview.value.newcomers : layerName(code);
  const buyersOf = (row: ValueRow): FigureFilter => ({
    ...period,
    layerFrom: row.code ?? undefined,
    bought: 'buyers',
  });
  const figure = (
    key: keyof Returning,
    title: string,
    format: (value: number | null) => string,
    extra: {
      about?: string;
      filter?: (row: ValueRow) => FigureFilter;
      csv?: (row: ValueRow) => number | null;
    } = {},
  ): Column<ValueRow> => ({
    key,
    title,
    align: 'end',
    ...(extra.about ? { about: extra.about } : {}),
    render: (row) => (
      <FigureLink filter={(extra.filter ?? buyersOf)(row)} people={row[key] ? row.buyers : 0}>
        {format(row[key])}
      </FigureLink>
    ),
    csv: extra.csv ?? ((row) => row[key]),
  });
  const yuan = (key: 'gmvFen' | 'netGmvFen' | 'spendPerBuyerFen' | 'spendPerOrderFen') => (row: ValueRow) => {
    const fen = row[key];
    return fen === null ? null : Math.round(fen) / 100;
  };
  const text = w.overview.value;
  return [
    {
      key: 'layer',
      title: text.layer,
      render: (row) => (
        <RowName row={row} layers={layers}>
          {nameOf(row.code)}
        </RowName>
      ),
      csv: (row) => nameOf(row.code),
    },
    {
      ...figure('gmvFen', text.gmv, formatMoney, { csv: yuan('gmvFen') }),
      render: (row) => <GmvCell row={row} filter={buyersOf(row)} gmvFen={gmvFen} layers={layers} />,
    },
    figure('netGmvFen', text.net, formatMoney, { about: text.netAbout, csv: yuan('netGmvFen') }),
    figure('orders', text.orders, formatCount),
    figure('buyers', text.buyers, formatCount),
    figure('conversion', text.conversion, formatShare, { about: text.conversionAbout }),
    figure('spendPerBuyerFen', text.perBuyer, formatMoney, {
      about: text.perBuyerAbout,
      csv: yuan('spendPerBuyerFen'),
    }),
    figure('spendPerOrderFen', text.perOrder, formatMoney, {
      about: text.perOrderAbout,
      csv: yuan('spendPerOrderFen'),
    }),
    figure('repurchaseRate', text.repurchase, formatShare, {
      about: text.repurchaseAbout,
      filter: (row) => ({ ...buyersOf(row), bought: 'repeat' }),
    }),
  ];
}

function RowName({
  row,
  layers,
  children,
}: {
  readonly row: ValueRow;
  readonly layers: readonly string[];
  readonly children: ReactNode;
}) {
  if (row.code === null) return <>{children}</>;
  if (row.code === NONE) {
    return (
      <span className={styles.newcomers}>
        <span className={styles.mark} aria-hidden />
        {children}
      </span>
    );
  }
  return <LayerTag code={row.code} layers={layers} />;
}

interface GmvCellProps {
  readonly row: ValueRow;
  readonly filter: FigureFilter;
  readonly gmvFen: number;
  readonly layers: readonly string[];
}

/** GMV with a bar for its part of the whole, so that the layer that carries the brand is seen before it is read. */
function GmvCell({ row, filter, gmvFen, layers }: GmvCellProps) {
  const part = gmvFen === 0 || row.code === null ? 0 : row.gmvFen / gmvFen;
  return (
    <span className={styles.gmv}>
      {row.code !== null && (
        <span className={styles.track} aria-hidden>
          <span
            style={{
              width: `${part * 100}%`,
              background: layerColour(layers.indexOf(row.code) + 1, layers.length),
            }}
          />
        </span>
      )}
      <span className={styles.amount}>
        <FigureLink filter={filter} people={row.buyers}>
          {formatMoney(row.gmvFen)}
        </FigureLink>
      </span>
    </span>
  );
}
