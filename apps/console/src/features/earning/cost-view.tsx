import { HistoryOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, DatePicker, Progress } from 'antd';
import dayjs from 'dayjs';
import { api, queryClient, replyOrThrow, useReply, type Refused } from '../../app/api';
import { DateNotice } from '../../app/date-notice';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { useToday } from '../../app/operator';
import { useMoment } from '../../ui/context';
import { addDays, isDay } from '../../ui/days';
import {
  formatChange,
  formatCount,
  formatDay,
  formatInstant,
  formatMoney,
  formatPoints,
} from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Skeleton, EmptyState, Notice } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { findingsOf, type Finding } from './back-test';
import { CostTables } from './cost-tables';
import styles from './earning.module.css';
import { useEarningWords } from './editor';
import type { BackTest, Rules } from './rules';

const POLL_MS = 1_000;

/** What these rules would have cost on real orders. Which days and which run are in the address. */
export function CostView({ rules, isBlocked }: { readonly rules: Rules; readonly isBlocked: boolean }) {
  const { cost, trial } = useEarningWords();
  const errorText = useErrorText();
  const [params, change] = useUrlState();
  const days = useDays(params);
  const testId = params.get('test');
  const start = useMutation<BackTest, Refused>({
    mutationFn: async () =>
      replyOrThrow(
        await api.startBackTest({
          body: { of: { content: rules }, fromDay: days.from, toDay: days.to },
        }),
      ),
    onSuccess: (test) => {
      queryClient.setQueryData(['backTest', test.backTestId], test);
      void queryClient.invalidateQueries({ queryKey: ['backTests'] });
      change({ test: test.backTestId, from: days.from, to: days.to });
    },
  });
  return (
    <div className={styles.main}>
      <Panel title={cost.title} hint={cost.hint}>
        <div className={styles.stack}>
          <DateNotice />
          <div className={styles.run}>
            <Days days={days} onChange={(from, to) => change({ from, to }, { replace: true })} />
            <Button
              type="primary"
              disabled={isBlocked}
              loading={start.isPending}
              onClick={() => start.mutate()}
            >
              {cost.run}
            </Button>
          </div>
          {isBlocked && <Notice>{trial.blocked}</Notice>}
          {start.isError && <Notice tone="danger">{errorText(start.error.code)}</Notice>}
        </div>
      </Panel>
      {testId === null ? (
        <EmptyState icon={<HistoryOutlined />} title={cost.neverTitle} text={cost.neverText} />
      ) : (
        <Outcome testId={testId} />
      )}
      <Latest chosen={testId} onOpen={(test) => change({ test })} />
    </div>
  );
}

interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The days of the address, or the last whole month. */
function useDays(params: URLSearchParams): DayRange {
  const lastMonth = monthBefore(useToday());
  const from = params.get('from');
  const to = params.get('to');
  return isDay(from) && isDay(to) && from <= to ? { from, to } : lastMonth;
}

function monthBefore(today: string): DayRange {
  const to = addDays(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

function Days({
  days,
  onChange,
}: {
  readonly days: DayRange;
  readonly onChange: (from: string, to: string) => void;
}) {
  const { cost } = useEarningWords();
  const today = useToday();
  const yesterday = addDays(today, -1);
  const lastMonth = monthBefore(today);
  const range = (from: string, to: string): [dayjs.Dayjs, dayjs.Dayjs] => [dayjs(from), dayjs(to)];
  return (
    <DatePicker.RangePicker
      aria-label={cost.period(days.from, days.to)}
      allowClear={false}
      value={range(days.from, days.to)}
      maxDate={dayjs(yesterday)}
      onChange={(picked) => {
        const [from, to] = picked?.map((day) => day?.format('YYYY-MM-DD')) ?? [];
        if (from && to) onChange(from, to);
      }}
      presets={[
        { label: cost.lastMonth, value: range(lastMonth.from, lastMonth.to) },
        { label: cost.last30, value: range(addDays(today, -30), yesterday) },
        { label: cost.last90, value: range(addDays(today, -90), yesterday) },
      ]}
    />
  );
}

function Outcome({ testId }: { readonly testId: string }) {
  const { cost } = useEarningWords();
  const test = useReply('backTest', testId, () => api.backTest({ params: { backTestId: testId } }), {
    everyMs: (last) => (last && last.state !== 'running' ? false : POLL_MS),
    keepsLast: true,
  });
  return (
    <Loaded query={test} skeleton={<Skeleton height={280} />}>
      {(found) => {
        if (found.state === 'running') return <UnderWay test={found} />;
        if (found.state === 'failed' || !found.result) return <Notice tone="danger">{cost.failed}</Notice>;
        if (found.result.total.orders === 0) return <EmptyState text={cost.noOrders} />;
        return <Result test={found} result={found.result} />;
      }}
    </Loaded>
  );
}

function UnderWay({ test: { progress } }: { readonly test: BackTest }) {
  const { cost } = useEarningWords();
  const text = cost.running(formatCount(progress.ordersDone), formatCount(progress.orders));
  const percent = progress.orders === 0 ? 0 : Math.floor((progress.ordersDone / progress.orders) * 100);
  return (
    <Panel title={text}>
      <Progress percent={percent} status="active" aria-label={text} />
    </Panel>
  );
}

interface ResultProps {
  readonly test: BackTest;
  readonly result: NonNullable<BackTest['result']>;
}

function Result({ test, result }: ResultProps) {
  const { cost } = useEarningWords();
  const moment = useMoment();
  const found = findingsOf(result);
  const sentenceOf = (asset: 'points' | 'guidePoints') => {
    const { kind, points, share }: Finding = found[asset];
    return cost.findings[kind](cost.assets[asset], formatPoints(points), formatChange(share));
  };
  const money = cost.costs[found.cost.kind](formatMoney(found.cost.fen));
  const rates = result.costFenPer100;
  return (
    <>
      <div role="status">
        <p className={styles.finding}>
          {cost.finding(sentenceOf('points'), sentenceOf('guidePoints'), money)}
        </p>
        <p className={styles.quiet}>
          {cost.period(formatDay(test.fromDay, moment), formatDay(test.toDay, moment))} ·{' '}
          {cost.rate(formatMoney(rates.points), formatMoney(rates.guidePoints))}
        </p>
      </div>
      <CostTables result={result} />
    </>
  );
}

interface LatestProps {
  readonly chosen: string | null;
  readonly onOpen: (testId: string) => void;
}

/** Earlier runs, to come back to: a back-test of a large brand takes its time. */
function Latest({ chosen, onOpen }: LatestProps) {
  const { cost } = useEarningWords();
  const moment = useMoment();
  const tests = useReply('backTests', null, () => api.backTests());
  const others = (tests.data?.items ?? []).filter(({ backTestId }) => backTestId !== chosen).slice(0, 5);
  if (others.length === 0) return null;
  return (
    <Panel title={cost.latest}>
      <ul>
        {others.map((test) => (
          <li key={test.backTestId}>
            <Button type="link" size="small" onClick={() => onOpen(test.backTestId)}>
              {cost.period(formatDay(test.fromDay, moment), formatDay(test.toDay, moment))}
            </Button>
            <span className={styles.quiet}>{formatInstant(test.startedAtMs, moment)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
