import {
  EyeOutlined,
  MessageOutlined,
  RollbackOutlined,
  ShoppingOutlined,
  StarOutlined,
} from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button, Segmented } from 'antd';
import { Link } from 'react-router';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { addressOfId, timelineNames } from '../../app/features';
import { useErrorText, useMessages, wordFor } from '../../app/language';
import { useOperator } from '../../app/operator';
import { useMoment, useUi } from '../../ui/context';
import { formatClock, formatCount, formatDay, formatMoney, formatPoints } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { ErrorState } from '../../ui/error-state';
import { Skeleton, EmptyState, Loading } from '../../ui/states';
import tones from '../../ui/tones.module.css';
import { useUrlState } from '../../ui/use-url-state';
import { groupByDay } from './timeline-days';
import { linesOf, partOf, timelineParts, type TimelineLine, type TimelinePart } from './timeline-lines';
import styles from './timeline.module.css';
import { useCustomerWords } from './words';

type Page = ReplyOf<'customerTimeline'>;
type Item = Page['items'][number];

const PAGE_SIZE = 30;

type KnownKind = 'event' | 'order' | 'refund' | 'points' | 'touch';

const icons: Readonly<Record<KnownKind, typeof EyeOutlined>> = {
  event: EyeOutlined,
  order: ShoppingOutlined,
  refund: RollbackOutlined,
  points: StarOutlined,
  touch: MessageOutlined,
};

/** A kind of an area that has no look of its own here is shown like anything that happened. */
const knownKind = (kind: string): KnownKind => (Object.hasOwn(icons, kind) ? (kind as KnownKind) : 'event');

interface TimelineProps {
  readonly customerId: string;
  /** Whoever never bought is met by what they did. */
  readonly hasBought: boolean;
}

/** What happened with a customer, newest first, day by day: orders first, the rest by a choice that the address keeps. */
export function Timeline({ customerId, hasBought }: TimelineProps) {
  const w = useCustomerWords();
  const errorText = useErrorText('read');
  const [params, change] = useUrlState();
  const part = partOf(params.get('timeline'), hasBought);
  const pages = useSteps(customerId, part);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title={w.page.timeline.title}
      actions={
        <Segmented<TimelinePart>
          aria-label={w.page.timeline.filter}
          value={part}
          onChange={(chosen) => change({ timeline: chosen }, { replace: true })}
          options={(Object.keys(timelineParts) as TimelinePart[]).map((value) => ({
            value,
            label: w.page.timeline.parts[value],
          }))}
        />
      }
    >
      {pages.isPending && (
        <Loading>
          {[0, 1, 2, 3, 4].map((row) => (
            <Skeleton key={row} height={40} />
          ))}
        </Loading>
      )}
      {pages.isSuccess && items.length === 0 && (
        <EmptyState
          title={part === 'all' ? w.page.timeline.empty : w.page.timeline.emptyPart}
          text={part === 'all' ? w.page.timeline.emptyText : undefined}
        />
      )}
      <Days items={items} />
      {pages.isError && (
        <ErrorState
          title={errorText(pages.error.code)}
          code={pages.error.code}
          requestId={pages.error.requestId}
          onRetry={() => void (pages.data ? pages.fetchNextPage() : pages.refetch())}
        />
      )}
      {items.length > 0 && !pages.isError && (
        <div className={styles.more}>
          {pages.hasNextPage ? (
            <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {pages.isFetchingNextPage ? w.page.timeline.loadingMore : w.page.timeline.more}
            </Button>
          ) : (
            <span className={styles.quiet}>{w.page.timeline.end}</span>
          )}
        </div>
      )}
    </Panel>
  );
}

function useSteps(customerId: string, part: TimelinePart) {
  const kinds = timelineParts[part].join(',') || undefined;
  return useInfiniteQuery<
    Page,
    Refused,
    { pages: Page[] },
    [string, string, TimelinePart],
    string | undefined
  >({
    queryKey: ['customerTimeline', customerId, part],
    queryFn: async ({ pageParam: cursor }) => {
      const query = { cursor, kinds, limit: PAGE_SIZE };
      return replyOrThrow(await api.customerTimeline({ params: { customerId }, query }));
    },
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

function Days({ items }: { readonly items: readonly Item[] }) {
  const { timeZone } = useUi();
  const moment = useMoment();
  return (
    <ol className={styles.days}>
      {groupByDay(items, timeZone).map((group) => (
        <li key={group.day} className={styles.day}>
          <h3 className={styles.date}>{formatDay(group.day, moment)}</h3>
          <ol className={styles.items}>
            {linesOf(group.items).map((line) => (
              <TimelineRow key={line.item.id} line={line} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

const toneOf = {
  order: 'good',
  refund: 'danger',
  points: 'attention',
  touch: 'info',
  event: 'none',
} as const;

function TimelineRow({ line: { item, times } }: { readonly line: TimelineLine<Item> }) {
  const m = useMessages();
  const w = useCustomerWords();
  const operator = useOperator();
  const { language, timeZone } = useUi();
  const kind = knownKind(item.kind);
  const Icon = icons[kind];
  const channel = item.channel && wordFor(m.channels, item.channel);
  // Of a kind that is newer than this page the kind is told: a code tells nobody anything.
  const name =
    timelineNames[item.type]?.[language] ??
    (m.eventTypes as Readonly<Record<string, string>>)[item.type] ??
    w.page.kinds[kind];
  const address = addressOfId(operator, item.id);
  const about = [channel, item.store].filter(Boolean).join(' · ');
  return (
    <li className={styles.item}>
      <time className={styles.clock} dateTime={new Date(item.occurredAtMs).toISOString()}>
        {formatClock(item.occurredAtMs, timeZone)}
      </time>
      <span className={`${styles.icon} ${tones.tone}`} data-tone={toneOf[kind]} title={w.page.kinds[kind]}>
        <Icon aria-label={w.page.kinds[kind]} />
      </span>
      <span className={styles.what}>
        {address === null ? name : <Link to={address}>{name}</Link>}
        {times > 1 && <span className={styles.quiet}>{w.page.timeline.times(formatCount(times))}</span>}
        {about && <span className={styles.quiet}>{about}</span>}
        {item.reference && (
          <span className={styles.reference} title={w.page.timeline.item}>
            {item.reference}
          </span>
        )}
      </span>
      <span className={styles.figure}>
        {item.amountFen !== null && (
          <span>{formatMoney(item.kind === 'refund' ? -item.amountFen : item.amountFen)}</span>
        )}
        {item.points !== null && (
          <span className={styles.points} data-sign={Math.sign(item.points)}>
            {w.page.timeline.points(formatPoints(item.points, true))}
          </span>
        )}
      </span>
    </li>
  );
}
