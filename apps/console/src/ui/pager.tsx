import { Button } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import { useUi } from './context';
import { changedQuery } from './query';
import styles from './pager.module.css';

interface PagerProps {
  readonly nextCursor: string | null;
  /** What stands above is of another page or list, and so is its cursor. */
  readonly isWaiting?: boolean;
  /** What is on this page, in words: 1–20 of 2,031. */
  readonly label: string;
}

/**
 * Forward and back through a list that knows only its next cursor. The cursor is in the address; the way back is in
 * the browser's history entry, so a shared address opens its page and offers the first one.
 */
export function Pager({ nextCursor, isWaiting = false, label }: PagerProps) {
  const { words } = useUi();
  const navigate = useNavigate();
  const location = useLocation();
  const params = new URLSearchParams(location.search);
  const trail = trailOf(location.state);
  const cursor = params.get('cursor');
  const page = pageOf(params);
  const open = (next: string | null, nextPage: number, nextTrail: readonly string[]) => {
    const query = changedQuery(params, { cursor: next, page: nextPage === 1 ? null : String(nextPage) });
    // Whatever else the history entry carries belongs to the screen and travels along.
    void navigate(
      { search: query.toString() },
      { state: { ...(location.state as object | null), trail: nextTrail } },
    );
  };
  // A list of one page has nothing to turn.
  if (nextCursor === null && !cursor) return null;
  return (
    <nav className={styles.pager} aria-label={words.pages}>
      <span className={styles.label}>{label}</span>
      {cursor && trail.length === 0 && <Button onClick={() => open(null, 1, [])}>{words.firstPage}</Button>}
      <Button
        disabled={trail.length === 0}
        onClick={() => open(trail.at(-1) || null, page - 1, trail.slice(0, -1))}
      >
        {words.previousPage}
      </Button>
      <Button
        disabled={nextCursor === null || isWaiting}
        onClick={() => open(nextCursor, page + 1, [...trail, cursor ?? ''])}
      >
        {words.nextPage}
      </Button>
    </nav>
  );
}

/** The cursors of the pages before this one; '' is the first page. */
function trailOf(state: unknown): readonly string[] {
  const trail = (state as { trail?: unknown } | null)?.trail;
  return Array.isArray(trail) ? trail.filter((cursor) => typeof cursor === 'string') : [];
}

/** Which page of a list an address shows, counted from 1. */
export const pageOf = (params: URLSearchParams): number =>
  Math.max(1, Math.floor(Number(params.get('page')) || 1));
