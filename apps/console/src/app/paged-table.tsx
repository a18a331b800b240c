import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable, type Column, type Sorting } from '../ui/data-table';
import { Pager } from '../ui/pager';
import type { Refused } from './api';
import styles from './paged-table.module.css';
import { Loaded } from './loaded';

interface PagedTableProps<Row> {
  readonly query: UseQueryResult<
    { readonly items: readonly Row[]; readonly nextCursor?: string | null },
    Refused
  >;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly skeletonRows: number;
  /** Said instead of a table without rows. */
  readonly empty: ReactNode;
  /** What is on this page of so many rows, in words; absent where only the first rows are shown. */
  readonly pageLabel?: (rows: number) => string;
  readonly sorting?: Sorting | undefined;
  readonly footRow?: Row | undefined;
}

/** A list from the server in all its states: on its way, empty, there, being turned, not to be had. */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { query, caption, columns, keyOf, skeletonRows, empty, pageLabel, sorting, footRow } = props;
  return (
    <Loaded
      query={query}
      skeleton={
        <DataTable caption={caption} columns={columns} rows={[]} keyOf={keyOf} skeletonRows={skeletonRows} />
      }
    >
      {({ items, nextCursor = null }) =>
        items.length === 0 ? (
          empty
        ) : (
          <div data-waiting={query.isPlaceholderData} className={styles.list}>
            <DataTable
              caption={caption}
              columns={columns}
              rows={items}
              keyOf={keyOf}
              sorting={sorting}
              // Sums of what is asked for stand under nothing else.
              footRow={query.isPlaceholderData ? undefined : footRow}
            />
            {pageLabel !== undefined && (
              <Pager
                nextCursor={nextCursor}
                isWaiting={query.isPlaceholderData}
                label={pageLabel(items.length)}
              />
            )}
          </div>
        )
      }
    </Loaded>
  );
}
