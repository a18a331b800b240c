import type { ReactNode } from 'react';
import type { Problem, ResourceState } from '../platform/resource.shared';
import { Card } from './card';
import { LoadMore } from './load-more';
import { Loaded } from './loaded';
import { SkeletonRows } from './skeleton';

interface ListValue<I> {
  readonly items: readonly I[];
  /** Absent where the server answers with everything at once. */
  readonly nextCursor?: string | null;
}

/** What `usePages` answers; a list of one page has no more to load. */
interface ListState<I> extends ResourceState<ListValue<I>> {
  readonly reload: () => void;
  readonly isLoadingMore?: boolean;
  readonly moreProblem?: Problem | null;
  readonly loadMore?: () => void;
}

interface ItemsProps<I> {
  readonly of: ListState<I>;
  /** Shown while there is nothing, and what fills it. */
  readonly empty: ReactNode;
  /** `card`: one around the lines. `cards`: each line is one. `none`: they stand in one of the page's own. */
  readonly frame?: 'card' | 'cards' | 'none';
  readonly children: (items: readonly I[]) => ReactNode;
}

interface PagedListProps<I> extends ItemsProps<I> {
  /** About as many lines as there will be. */
  readonly skeletonRows: number;
  /** Stands under a top that already says how old everything is. */
  readonly isPart?: boolean;
}

/** The one list of the mini-program: on its way, last known and since when, failed, empty, growing, pulled to renew. */
export function PagedList<I>({ skeletonRows, isPart = false, ...items }: PagedListProps<I>) {
  const rows = <SkeletonRows count={skeletonRows} />;
  return (
    <Loaded of={items.of} skeleton={items.frame === 'none' ? rows : <Card>{rows}</Card>} isPart={isPart}>
      {() => <PagedItems {...items} />}
    </Loaded>
  );
}

/** The lines of a list that is there, for pages that show more of the same answer. */
export function PagedItems<I>({ of, empty, frame = 'card', children }: ItemsProps<I>) {
  const { value, loadMore, isLoadingMore = false, moreProblem = null } = of;
  if (value === null) return null;
  if (value.items.length === 0) return <>{empty}</>;
  const hasMore = value.nextCursor !== null && value.nextCursor !== undefined;
  const lines = (
    <>
      {children(value.items)}
      {loadMore === undefined ? null : (
        <LoadMore hasMore={hasMore} of={{ isLoadingMore, moreProblem, loadMore }} />
      )}
    </>
  );
  return frame === 'card' ? <Card>{lines}</Card> : lines;
}
