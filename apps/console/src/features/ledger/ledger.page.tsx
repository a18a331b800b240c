import { AccountBookOutlined } from '@ant-design/icons';
import { api } from '../../app/api';
import { wordFor } from '../../app/language';
import { useChosen } from '../../app/list/filters';
import { ListPanel } from '../../app/list/list-panel';
import { SearchField } from '../../app/list/search-field';
import { fileColumn, type Column } from '../../ui/data-table';
import { Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { Forecast } from './forecast';
import { Holds } from './holds';
import styles from './ledger.module.css';
import { Lots } from './lots';
import { AccountName, OwnerName, type Account } from './parts';
import { useLedgerWords } from './words';

type Filters = ReturnType<typeof useFilters>;

export interface OwnerFilter {
  readonly kind: keyof Filters['kind']['options'] | undefined;
  readonly owner: string | undefined;
  readonly asset: keyof Filters['asset']['options'] | undefined;
}

/** The ledger from its accounts down. Whom it shows is in the address. */
export function Screen() {
  const w = useLedgerWords();
  const [params] = useUrlState();
  const filters = useFilters();
  const filter: OwnerFilter = { ...useChosen(filters), owner: params.get('owner') ?? undefined };
  const isOne = filter.kind !== undefined && filter.owner !== undefined;
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      <Accounts filters={filters} filter={filter} />
      {isOne && <Lots kind={filter.kind} owner={filter.owner} asset={filter.asset ?? 'points'} />}
      {isOne ? (
        <Holds kind={filter.kind} owner={filter.owner} />
      ) : (
        <div className={styles.columns}>
          <Holds />
          <Forecast asset={filter.asset ?? 'points'} />
        </div>
      )}
    </Page>
  );
}

function useFilters() {
  const w = useLedgerWords();
  const { member, guide, store, supplier, system } = w.ownerKinds;
  const { points, guide_points, growth } = w.assets;
  return {
    kind: { label: w.ownerKind, any: w.anyKind, options: { member, guide, store, supplier, system } },
    asset: { label: w.asset, any: w.anyAsset, options: { points, guide_points, growth } },
  };
}

/** An id tells its kind; only codes of stores and suppliers need it said. */
function kindOf(owner: string, chosen: OwnerFilter['kind']): OwnerFilter['kind'] {
  if (owner.startsWith('cus_')) return 'member';
  if (owner.startsWith('gde_')) return 'guide';
  return owner === '' ? chosen : (chosen ?? 'store');
}

function OwnerSearch({ filter }: { readonly filter: OwnerFilter }) {
  const w = useLedgerWords();
  const [, change] = useUrlState();
  return (
    <SearchField
      value={filter.owner ?? ''}
      onSearch={(value) => {
        const typed = value.trim();
        change({ owner: typed, kind: kindOf(typed, filter.kind), cursor: null, page: null });
      }}
      placeholder={w.ownerHint}
      label={w.owner}
    />
  );
}

function Accounts({ filters, filter }: { readonly filters: Filters; readonly filter: OwnerFilter }) {
  const w = useLedgerWords();
  const [, change] = useUrlState();
  const asks = { ownerKind: filter.kind, owner: filter.owner, asset: filter.asset };
  return (
    <ListPanel
      id="ledgerAccounts"
      title={w.accounts}
      hint={w.accountsHint}
      columns={useAccountColumns()}
      keyOf={(row) => row.id}
      filters={filters}
      search={<OwnerSearch filter={filter} />}
      isSearched={filter.owner !== undefined}
      onClear={() => change({ owner: null, kind: null, asset: null, cursor: null, page: null })}
      asks={asks}
      wholeFile={{ list: 'ledgerAccounts', filters: asks }}
      load={(page) => api.ledgerAccounts({ query: { ...asks, ...page } })}
      empty={<EmptyState icon={<AccountBookOutlined />} title={w.accountsNone} text={w.accountsNoneText} />}
    />
  );
}

function useAccountColumns(): readonly Column<Account>[] {
  const w = useLedgerWords();
  return [
    {
      key: 'account',
      title: w.account,
      render: (row) => <AccountName account={row} />,
      csv: (row) => wordFor(w.assets, row.asset),
      words: w.assets,
    },
    fileColumn('bucket', w.bucket, (row) => wordFor(w.buckets, row.bucket), w.buckets),
    fileColumn('shard', w.shardNumber, (row) => row.shard),
    {
      key: 'owner',
      title: w.owner,
      render: (row) => <OwnerName owner={row.owner} />,
      csv: (row) => row.owner.id,
    },
    fileColumn('ownerKind', w.ownerKind, (row) => wordFor(w.ownerKinds, row.owner.kind), w.ownerKinds),
    fileColumn('ownerName', w.ownerName, (row) => row.owner.name),
    {
      key: 'balance',
      title: w.balance,
      align: 'end',
      render: (row) => <Points value={row.balance} />,
      csv: (row) => row.balance,
    },
    {
      key: 'entries',
      title: w.entries,
      align: 'end',
      render: (row) => formatCount(row.version),
      csv: (row) => row.version,
    },
  ];
}
