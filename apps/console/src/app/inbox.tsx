import { InboxOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { formatCount } from '../ui/format';
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
  const waiting = kinds.flatMap((kind, at) => {
    const count = counts[at]?.data ?? 0;
    return count > 0 ? [{ ...kind, count }] : [];
  });
  const total = waiting.reduce((sum, { count }) => sum + count, 0);
  if (kinds.length === 0) return null;
  const list =
    waiting.length === 0 ? (
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
