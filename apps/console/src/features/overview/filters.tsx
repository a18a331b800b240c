import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { api, useReply } from '../../app/api';
import type { Period } from '../../app/figure-filter';
import { useMessages, wordFor } from '../../app/language';
import { useToday } from '../../app/operator';
import { periodsOn } from '../../app/periods';
import { addDays } from '../../ui/days';
import { useUrlState } from '../../ui/use-url-state';
import styles from './overview.module.css';
import { useOverviewWords } from './words';

/** Which two days, and which channel. Picking changes the address. */
export function Filters({ period }: { readonly period: Period }) {
  const w = useOverviewWords();
  const [, change] = useUrlState();
  return (
    <div className={styles.filters}>
      <Dates period={period} onChange={(from, to) => change({ from, to })} />
      <ChannelSelect period={period} label={w.overview.channel} onChange={(channel) => change({ channel })} />
    </div>
  );
}

function Dates({
  period,
  onChange,
}: {
  readonly period: Period;
  readonly onChange: (from: string, to: string) => void;
}) {
  const w = useOverviewWords();
  const today = useToday();
  const yesterday = dayjs(addDays(today, -1));
  return (
    <DatePicker.RangePicker
      aria-label={w.overview.dates}
      placeholder={[w.overview.datesFrom, w.overview.datesTo]}
      value={[dayjs(period.from), dayjs(period.to)]}
      allowClear={false}
      // A day that is not over would compare part of it with whole ones; two equal days compare nothing.
      maxDate={yesterday}
      onChange={(picked) => {
        const [from, to] = picked?.map((day) => day?.format('YYYY-MM-DD')) ?? [];
        if (from && to && from < to) onChange(from, to);
      }}
      presets={periodsOn(today).map(({ name, from, to }) => ({
        label: w.overview.periods[name],
        value: [dayjs(from), dayjs(to)],
      }))}
    />
  );
}

interface ChannelSelectProps {
  readonly period: Period;
  readonly label: string;
  readonly onChange: (channel: string | null) => void;
}

function ChannelSelect({ period, label, onChange }: ChannelSelectProps) {
  const m = useMessages();
  const w = useOverviewWords();
  const days = { from: period.from, to: period.to };
  const channels = useReply('channelAssets', days, () => api.channelAssets({ query: days }), {
    keepsLast: true,
  });
  const known = channels.data?.channels.map(({ channel }) => channel) ?? [];
  // The chosen one stays offered also when it has nobody in these days.
  const offered = period.channel && !known.includes(period.channel) ? [period.channel, ...known] : known;
  return (
    <Select
      aria-label={label}
      className={styles.channel}
      value={period.channel ?? ''}
      onChange={(channel) => onChange(channel || null)}
      popupMatchSelectWidth={false}
      options={[
        { value: '', label: w.overview.allChannels },
        ...offered.map((channel) => ({ value: channel, label: wordFor(m.channels, channel) })),
      ]}
    />
  );
}
