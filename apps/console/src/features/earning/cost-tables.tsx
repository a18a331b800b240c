import { LayerTag, useLayerName } from '../../app/layers';
import { useTierName } from '../../app/tiers';
import { useState } from 'react';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { formatCount, formatMoney, formatPoints } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { PairBars } from '../../ui/pair-bars';
import { ViewSwitch, type View } from '../../ui/view-switch';
import type { BackTestResult, Costs } from './back-test';
import styles from './earning.module.css';
import { useEarningWords } from './editor';

interface CostRow extends Costs {
  readonly key: string;
  readonly name: string;
  /** The code of a layer, where the row is one. */
  readonly layer: string | null;
}

/** The back-test split by tier and by layer: as a picture against what really happened, or as a table. */
export function CostTables({ result }: { readonly result: BackTestResult }) {
  const { cost } = useEarningWords();
  const tierName = useTierName();
  const layerName = useLayerName();
  const total: CostRow = { ...result.total, key: 'total', name: cost.total, layer: null };
  const byTier = result.byTier.map(({ level, ...costs }): CostRow => ({
    ...costs,
    key: String(level),
    name: level === 0 ? cost.noTier : tierName(level),
    layer: null,
  }));
  const byLayer = result.byLayer.map(({ layer, ...costs }): CostRow => ({
    ...costs,
    key: layer,
    name: layerName(layer),
    layer,
  }));
  return (
    <>
      <CostPanel title={cost.byTier} split="tier" rows={byTier} total={total} />
      <CostPanel title={cost.byLayer} split="layer" rows={byLayer} total={total} />
    </>
  );
}

interface CostPanelProps {
  readonly title: string;
  readonly split: 'tier' | 'layer';
  readonly rows: readonly CostRow[];
  readonly total: CostRow;
}

function CostPanel({ title, split, rows, total }: CostPanelProps) {
  const exportRows = useExportRows();
  const { cost } = useEarningWords();
  const [view, setView] = useState<View>('table');
  const columns = useColumns(cost[split]);
  return (
    <Panel
      title={title}
      flush={view === 'table'}
      actions={
        <>
          <ViewSwitch of={title} value={view} onChange={setView} />
          <ExportButton
            of={title}
            onExport={() => exportRows(`back-test-${split}.csv`, columns, [...rows, total])}
          />
        </>
      }
    >
      {view === 'table' ? (
        <DataTable caption={title} columns={columns} rows={rows} footRow={total} keyOf={({ key }) => key} />
      ) : (
        <PairBars
          label={title}
          before={cost.actual}
          after={cost.draft}
          format={formatPoints}
          rows={rows.map(({ key, name, postedPoints, points }) => ({
            key,
            name,
            before: postedPoints,
            after: points,
          }))}
        />
      )}
    </Panel>
  );
}

function useColumns(first: string): readonly Column<CostRow>[] {
  const { cost } = useEarningWords();
  const difference = (row: CostRow) => row.points - row.postedPoints;
  const figure = (
    key: 'orders' | 'members' | 'points' | 'postedPoints' | 'guidePoints' | 'postedGuidePoints',
    title: string,
    wideOnly = false,
  ): Column<CostRow> => ({
    key,
    title,
    align: 'end',
    render: (row) => formatCount(row[key]),
    csv: (row) => row[key],
    wideOnly,
  });
  const money = (key: 'costFen' | 'postedCostFen', title: string): Column<CostRow> => ({
    key,
    title,
    align: 'end',
    render: (row) => formatMoney(row[key]),
    csv: (row) => row[key] / 100,
  });
  return [
    {
      key: 'name',
      title: first,
      render: ({ name, layer }) => (layer === null ? name : <LayerTag code={layer} />),
      csv: ({ name }) => name,
    },
    figure('members', cost.members, true),
    figure('orders', cost.orders),
    figure('postedPoints', cost.posted),
    figure('points', cost.points),
    {
      key: 'difference',
      title: cost.difference,
      align: 'end',
      render: (row) => (
        <span className={styles.difference} data-sign={Math.sign(difference(row))}>
          {formatPoints(difference(row), true)}
        </span>
      ),
      csv: difference,
    },
    figure('postedGuidePoints', cost.guidePosted, true),
    figure('guidePoints', cost.guide, true),
    money('postedCostFen', cost.moneyPosted),
    money('costFen', cost.money),
  ];
}
