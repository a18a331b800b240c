import type { ReplyOf } from '@liuliang/contract/client';
import { Link, useLocation } from 'react-router';
import { api, useReply } from '../../app/api';
import type { FigureFilter, Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { useMessages, wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { useMoment } from '../../ui/context';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { formatChange, formatCount, formatDay } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { changedQuery } from '../../ui/query';
import { Skeleton, EmptyState } from '../../ui/states';
import { growth } from './figures';
import styles from './channels.module.css';
import { useOverviewWords } from './words';

type ChannelAssets = ReplyOf<'channelAssets'>;

interface ChannelRow {
  readonly kind: 'channel' | 'overlap' | 'brand';
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  readonly growth: number | null;
}

/** S by channel, with what the channels count twice, so that the sum is explained and not wondered about. */
export function ChannelsPanel({ period }: { readonly period: Period }) {
  const exportRows = useExportRows();
  const w = useOverviewWords();
  const days = { from: period.from, to: period.to };
  const channels = useReply('channelAssets', days, () => api.channelAssets({ query: days }), {
    keepsLast: true,
  });
  const columns = useColumns(period);
  const rows = channels.data ? rowsOf(channels.data) : [];
  return (
    <Panel
      title={w.overview.channels.title}
      hint={w.overview.channels.hint}
      flush
      actions={
        <ExportButton
          of={w.overview.channels.title}
          onExport={() => exportRows(`channels-${period.from}-${period.to}.csv`, columns, rows)}
        />
      }
    >
      <Loaded query={channels} skeleton={<Skeleton height={220} />}>
        {({ channels: listed }) =>
          listed.length === 0 ? (
            <EmptyState title={w.overview.channels.empty} />
          ) : (
            <DataTable
              caption={w.overview.channels.title}
              columns={columns}
              rows={rows.slice(0, -1)}
              footRow={rows.at(-1)}
              keyOf={(row) => `${row.kind}-${row.channel}`}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function rowsOf({ channels, overlap, brand }: ChannelAssets): readonly ChannelRow[] {
  return [
    ...[...channels].sort((a, b) => b.to - a.to).map((row): ChannelRow => ({ kind: 'channel', ...row })),
    { kind: 'overlap', channel: '', from: -overlap.from, to: -overlap.to, growth: null },
    { kind: 'brand', channel: '', ...brand, growth: growth(brand.from, brand.to) },
  ];
}

function useColumns(period: Period): readonly Column<ChannelRow>[] {
  const m = useMessages();
  const w = useOverviewWords();
  const moment = useMoment();
  const { search } = useLocation();
  const nameOf = (row: ChannelRow) =>
    row.kind === 'channel' ? wordFor(m.channels, row.channel) : w.overview.channels[row.kind];
  const filterOf = (row: ChannelRow, part: Partial<FigureFilter>): FigureFilter => ({
    from: period.from,
    to: period.to,
    channel: row.kind === 'channel' ? row.channel : undefined,
    ...part,
  });
  const count = (key: 'from' | 'to', title: string, part: Partial<FigureFilter>): Column<ChannelRow> => ({
    key,
    title,
    align: 'end',
    render: (row) =>
      row.kind === 'overlap' ? (
        <span className={styles.overlap}>{formatCount(row[key]).replace('-', '−')}</span>
      ) : (
        <FigureLink filter={filterOf(row, part)} people={row[key]}>
          {formatCount(row[key])}
        </FigureLink>
      ),
    csv: (row) => row[key],
  });
  return [
    {
      key: 'channel',
      title: w.overview.channels.channel,
      render: (row) =>
        row.kind === 'channel' ? (
          // Opens this dashboard for the channel alone.
          <Link
            to={{ search: changedQuery(new URLSearchParams(search), { channel: row.channel }).toString() }}
            aria-current={period.channel === row.channel}
          >
            {nameOf(row)}
          </Link>
        ) : (
          <span
            title={row.kind === 'overlap' ? w.overview.channels.overlapAbout : undefined}
            className={row.kind === 'overlap' ? styles.overlap : undefined}
          >
            {nameOf(row)}
          </span>
        ),
      csv: nameOf,
    },
    count('from', formatDay(period.from, moment), { assetFrom: 'yes' }),
    count('to', formatDay(period.to, moment), { assetTo: 'yes' }),
    {
      key: 'growth',
      title: w.overview.channels.growth,
      align: 'end',
      render: (row) => (row.kind === 'overlap' ? '' : formatChange(row.growth)),
      csv: (row) => row.growth,
    },
  ];
}
