import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Column, Sorting } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { pageOf } from '../../ui/pager';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { oneOf } from '../../ui/query';
import { useUrlState } from '../../ui/use-url-state';
import { api, Refused } from '../api';
import { useRemembered } from '../back-link';
import { useLanguage, useMessages } from '../language';
import { PagedTable } from '../paged-table';
import { chosenFrom, type ListFilters } from './chosen';
import { ChosenBar, useChoosing, withBoxes, type Choosable } from './choosing';
import { ColumnChooser, useColumnChoice } from './columns';
import { COLLECTED_MAX, ExportAll } from './export';
import { FilterBar } from './filters';
import { pageSizeFrom } from './page-size';
import type { ListAnswer, ListReply, PageRequest } from './read-all';
import { SavedViews } from './views';

/** Columns that the server can sort by, and whether they are instants or amounts; the first one if nobody asks. */
export type SortColumns = Readonly<Record<string, 'time' | 'amount'>>;

export interface WholeFile {
  readonly list: string;
  readonly filters: Readonly<Record<string, string | number | undefined>>;
}

export interface ListProps<Row> {
  /** Names the list: its answers in the cache together with `asks`, its file, its views on this device. */
  readonly id: string;
  readonly title: string;
  readonly hint?: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What the server is asked beside the page: another one is another list. */
  readonly asks: Readonly<Record<string, unknown>>;
  readonly load: (page: PageRequest) => Promise<ListAnswer<Row>>;
  readonly filters?: ListFilters;
  /** Fields of the screen's own before and behind the filters, and whether they leave anything out. */
  readonly search?: ReactNode;
  readonly more?: ReactNode;
  readonly isSearched?: boolean;
  /** Clears what `search` holds, when filters are cleared. */
  readonly onClear?: () => void;
  readonly actions?: ReactNode;
  /** Said when there is nothing at all; what is left out by filters is said by the list itself. */
  readonly empty: ReactNode;
  /** Said instead of the list's own words when filters leave nothing. */
  readonly noneText?: string;
  readonly pageSize?: number;
  /** The column by which the server keeps the list, newest first, when it can be turned round; or those that it can. */
  readonly sortedBy?: string | SortColumns;
  /** Sums of the whole list, from the server, under its last row. */
  readonly footRow?: Row | undefined;
  readonly everyMs?: (last: readonly Row[] | undefined) => number | false;
  /** Rows can be chosen, and something be done to all of them. */
  readonly choosable?: Choosable<Row>;
  /** Whether everybody whom the filters leave can be chosen at once; not where a search found them. */
  readonly canChooseAll?: boolean;
  /** The list as the server writes it whole into a file, and what narrows it down: taken for one of more than 1,000 rows. */
  readonly wholeFile?: WholeFile | undefined;
}

const NO_FILTERS: ListFilters = {};
const OWN_SIZE = 20;

/** How many there are, where the server says; with a plus where it stopped counting. */
function totalText({ total, isTotalExact = true }: ListReply<unknown>): string | undefined {
  return total === undefined ? undefined : `${formatCount(total)}${isTotalExact ? '' : '+'}`;
}

/** One list of the console: filtered, paged, exported, with columns and views of the operator's choice. */
export function ListPanel<Row>(props: ListProps<Row>) {
  const { id, title, hint, keyOf, load, actions, empty, wholeFile } = props;
  const { choosable, canChooseAll = true } = props;
  const { filters = NO_FILTERS, search, more, isSearched = false, onClear } = props;
  const { list: text } = useMessages();
  const [params, change] = useUrlState();
  const pageSize = pageSizeFrom(params.get('size'), props.pageSize ?? OWN_SIZE);
  const choice = useColumnChoice(id, props.columns);
  const sorting = useSorting(props.sortedBy);
  const turned = sorting?.isAscending ? ({ sort: 'oldest' } as const) : {};
  useRemembered();
  const query = useList(props, { cursor: params.get('cursor') ?? undefined, limit: pageSize, ...turned });
  const chosen = chosenFrom(params, filters);
  const isFiltered =
    isSearched || Object.entries(filters).some(([name, { initial }]) => chosen[name] !== initial);
  const clear = () => {
    const none = Object.fromEntries(Object.keys(filters).map((name) => [name, null]));
    if (onClear) onClear();
    else change({ ...none, cursor: null, page: null });
  };
  const language = useLanguage();
  const ask = wholeFile && (() => askFor(wholeFile, { title, language, columns: choice.exported, turned }));
  const choosing = useChoosing(JSON.stringify([id, props.asks]), keyOf);
  const shown = choosable ? withBoxes(choice.shown, keyOf, choosable, choosing, text.choose) : choice.shown;
  const first = (pageOf(params) - 1) * pageSize + 1;
  const total = query.data && totalText(query.data);
  return (
    <>
      {(search !== undefined || Object.keys(filters).length > 0) && (
        <FilterBar filters={filters} search={search} more={more} isFiltered={isFiltered} onClear={clear} />
      )}
      <Panel
        title={total === undefined ? title : `${title} · ${total}`}
        hint={hint}
        flush
        actions={
          <>
            {actions}
            <SavedViews key={id} listId={id} />
            <ColumnChooser columns={props.columns} choice={choice} pageSize={pageSize} />
            <ExportAll
              title={title}
              fileName={fileNameOf(id)}
              columns={choice.exported}
              load={(page) => load({ ...page, ...turned })}
              isLong={(query.data?.total ?? 0) > COLLECTED_MAX}
              ask={ask}
            />
          </>
        }
      >
        {choosable && (query.data?.items.length ?? 0) > 0 && (
          <ChosenBar
            title={title}
            fileName={fileNameOf(id)}
            columns={choice.exported}
            page={query.data?.items ?? []}
            total={canChooseAll ? total : undefined}
            keyOf={keyOf}
            choosing={choosing}
            of={choosable}
          />
        )}
        <PagedTable
          query={query}
          caption={title}
          columns={shown}
          keyOf={keyOf}
          sorting={sorting}
          footRow={props.footRow}
          skeletonRows={Math.min(pageSize, 8)}
          empty={
            isFiltered ? (
              <EmptyState
                icon={<SearchOutlined />}
                title={text.noneTitle}
                text={props.noneText ?? text.noneText}
              />
            ) : (
              empty
            )
          }
          pageLabel={(rows) => text.range(formatCount(first), formatCount(first + rows - 1), total)}
        />
      </Panel>
    </>
  );
}

interface FileOf<Row> {
  readonly title: string;
  readonly language: 'zh' | 'en';
  readonly columns: readonly Column<Row>[];
  readonly turned: { readonly sort?: 'oldest' };
}

/** Asks the server for a file that says what the browser's own would: the same columns, headings and words. */
function askFor<Row>({ list, filters }: WholeFile, { title, language, columns, turned }: FileOf<Row>) {
  const given = Object.entries({ ...filters, ...turned }).filter(([, value]) => value !== undefined);
  return api.fileList({
    body: {
      ...{ list, title, language },
      filters: Object.fromEntries(given) as Record<string, string | number>,
      columns: columns
        .filter(({ csv }) => csv)
        .map(({ key, title: heading, words }) => ({
          key,
          title: heading,
          ...(words ? { words: { ...words } } : {}),
        })),
    },
  });
}

/** By what the list is sorted and which end comes first, as the address says it. */
function useSorting(sortedBy: string | SortColumns | undefined): Sorting | undefined {
  const { list: text } = useMessages();
  const [params, change] = useUrlState();
  if (sortedBy === undefined) return undefined;
  const columns: SortColumns = typeof sortedBy === 'string' ? { [sortedBy]: 'time' } : sortedBy;
  const [first = ''] = Object.keys(columns);
  const key = oneOf(params.get('by'), Object.keys(columns)) ?? first;
  const isAscending = params.get('sort') === 'oldest';
  const orderOf = (column: string, isTurned: boolean) =>
    text.orders[columns[column] ?? 'time'][isTurned ? 'least' : 'most'];
  return {
    key,
    isAscending,
    labels: Object.fromEntries(
      Object.keys(columns).map((column) => [column, orderOf(column, column === key && isAscending)]),
    ),
    sortBy: (column) =>
      change({
        by: column === first ? null : column,
        sort: column === key && !isAscending ? 'oldest' : null,
        cursor: null,
        page: null,
      }),
  };
}

/** The page of the address; the last one stays in sight while the next is on its way. */
function useList<Row>(
  { id, asks, load, everyMs }: ListProps<Row>,
  page: PageRequest,
): UseQueryResult<ListReply<Row>, Refused> {
  return useQuery<ListReply<Row>, Refused, ListReply<Row>, QueryKey>({
    queryKey: [id, { ...asks, ...page }],
    queryFn: async () => {
      const answer = await load(page);
      if (!answer.ok) throw new Refused(answer.code, answer.requestId, answer.data);
      return answer.value;
    },
    refetchInterval: everyMs ? (query) => everyMs(query.state.data?.items) : false,
    placeholderData: keepPreviousData,
  });
}

/** `giftOrders` as the name of a file: gift-orders.csv. */
const fileNameOf = (id: string) => `${id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.csv`;
