import { InboxOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { formatCount } from '../ui/format';
import { Loading, Skeleton } from '../ui/states';
import { waitingKindsOf } from './features';
import styles from './inbox.module.css';
import { useLanguage, useMessages } from './language';
import { useOperator } from './operator';

const RENEWED_MS = 60_000;
/** Kinds count up to this; the badge says "99+". */
const SHOWN_MAX = 99;

/** What waits for the operator's decision, from anywhere: how much of each kind, and the way there. */
export function Inbox() {
  const { inbox: text } = useMessages().app;
  const language = useLanguage();
  const kinds = waitingKindsOf(useOperator());
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  // Not with every change of the address: a screen that is still coming writes its dates there.
  useEffect(() => setOpen(false), [pathname]);
  const counts = useQueries({
    queries: kinds.map((kind) => ({
      queryKey: ['inbox', kind.key],
      queryFn: async () => (await kind.load()).countWaiting(),
      refetchInterval: RENEWED_MS,
      // Deciding takes the operator elsewhere and back: what was counted before it is old.
      staleTime: 0,
    })),
  });
  const isCounted = counts.every(({ isPending }) => !isPending);
  const counted = kinds.map((kind, at) => ({ ...kind, count: counts[at]?.data ?? 0 }));
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const lines = useSteady(
    counted.filter(({ count }) => count > 0).map(({ key }) => key),
    isOpen && isCounted,
  );
  const waiting = lines.flatMap((line) => counted.filter(({ key }) => key === line));
  if (kinds.length === 0) return null;
  const list = !isCounted ? (
    <Loading>
      <Skeleton height={32} width={220} />
    </Loading>
  ) : waiting.length === 0 ? (
    <p className={styles.quiet}>{text.nothing}</p>
  ) : (
    <ul className={styles.list}>
      {waiting.map(({ key: name, name: title, to, count }) => (
        <li key={name}>
          <Link to={to} className={styles.line} onClick={() => setOpen(false)}>
            <span>{title[language]}</span>
            <strong>{count > SHOWN_MAX ? `${SHOWN_MAX}+` : formatCount(count)}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={text.title}
      content={list}
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) for (const one of counts) void one.refetch();
      }}
    >
      <Badge count={total} overflowCount={SHOWN_MAX} size="small" offset={[-6, 6]}>
        <Button
          type="text"
          icon={<InboxOutlined aria-hidden />}
          aria-label={text.label(formatCount(total))}
        />
      </Badge>
    </Popover>
  );
}

/** The lines of a list in their order, new ones last while it is open: no line moves under the pointer. */
function useSteady(lines: readonly string[], isOpen: boolean): readonly string[] {
  const [seen, setSeen] = useState(lines);
  const next = isOpen ? [...seen, ...lines.filter((line) => !seen.includes(line))] : lines;
  if (next.join() !== seen.join()) setSeen(next);
  return next;
}
