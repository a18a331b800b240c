import { AccountBookOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { api, useReply } from '../../app/api';
import { PagedTable } from '../../app/paged-table';
import { exportRows, type Column } from '../../ui/data-table';
import { Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { Forecast } from './forecast';
import { Holds } from './holds';
import styles from './ledger.module.css';
import { Lots } from './lots';
import { AccountName, OwnerName, type Account } from './parts';
import { useLedgerWords } from './words';

const PAGE_SIZE = 20;
const KINDS = ['member', 'guide', 'store', 'supplier', 'system'] as const;
const ASSETS = ['points', 'guide_points', 'growth'] as const;

export interface OwnerFilter {
  readonly kind: (typeof KINDS)[number] | undefined;
  readonly owner: string | undefined;
  readonly asset: (typeof ASSETS)[number] | undefined;
}

/** The ledger from its accounts down. Whom it shows is in the address. */
export function Screen() {
  const w = useLedgerWords();
  const [params] = useUrlState();
  const filter: OwnerFilter = {
    kind: oneOf(params.get('kind'), KINDS),
    owner: params.get('owner') ?? undefined,
    asset: oneOf(params.get('asset'), ASSETS),
  };
  const isOne = filter.kind !== undefined && filter.owner !== undefined;
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      <Filters key={`${filter.kind}:${filter.owner}:${filter.asset}`} filter={filter} />
      <Accounts filter={filter} />
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

function Filters({ filter }: { readonly filter: OwnerFilter }) {
  const w = useLedgerWords();
  const [, change] = useUrlState();
  const [owner, setOwner] = useState(filter.owner ?? '');
  useEffect(() => setOwner(filter.owner ?? ''), [filter.owner]);
  const apply = (changes: Partial<Record<'kind' | 'owner' | 'asset', string>>) => {
    const typed = (changes.owner ?? owner).trim();
    // An id tells its kind; only codes of stores and suppliers need it said.
    const kind = typed.startsWith('cus_') ? 'member' : typed.startsWith('gde_') ? 'guide' : filter.kind;
    const implied = typed !== '' && kind === undefined ? 'store' : kind;
    change({ kind: implied ?? null, owner: typed, cursor: null, page: null, ...changes });
  };
  return (
    <form
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault();
        apply({});
      }}
    >
      <Input.Search
        className={styles.owner}
        value={owner}
        maxLength={64}
        allowClear
        onChange={(event) => setOwner(event.target.value)}
        onSearch={(value) => apply({ owner: value })}
        placeholder={w.ownerHint}
        aria-label={w.owner}
        autoComplete="off"
      />
      <Select
        aria-label={w.ownerKind}
        className={styles.choice}
        value={filter.kind ?? ''}
        onChange={(kind) => apply({ kind, ...(kind === filter.kind ? {} : { owner: '' }) })}
        options={[
          { value: '', label: w.anyKind },
          ...KINDS.map((kind) => ({ value: kind as string, label: w.ownerKinds[kind] })),
        ]}
      />
      <Select
        aria-label={w.asset}
        className={styles.choice}
        value={filter.asset ?? ''}
        onChange={(asset) => apply({ asset })}
        options={[
          { value: '', label: w.anyAsset },
          ...ASSETS.map((asset) => ({ value: asset as string, label: w.assets[asset] })),
        ]}
      />
      {(filter.kind || filter.owner || filter.asset) && (
        <Button type="link" onClick={() => change({ kind: null, owner: null, asset: null, cursor: null })}>
          {w.clear}
        </Button>
      )}
    </form>
  );
}

function Accounts({ filter }: { readonly filter: OwnerFilter }) {
  const w = useLedgerWords();
  const [params] = useUrlState();
  const query = {
    ownerKind: filter.kind,
    owner: filter.owner,
    asset: filter.asset,
    cursor: params.get('cursor') ?? undefined,
    limit: PAGE_SIZE,
  };
  const list = useReply('ledgerAccounts', query, () => api.ledgerAccounts({ query }), { keepsLast: true });
  const columns = useAccountColumns();
  return (
    <Panel
      title={w.accounts}
      hint={w.accountsHint}
      flush
      actions={
        <ExportButton
          of={w.accounts}
          onExport={() => exportRows('ledger-accounts.csv', columns, list.data?.items ?? [])}
        />
      }
    >
      <PagedTable
        query={list}
        caption={w.accounts}
        columns={columns}
        keyOf={(row) => row.id}
        skeletonRows={6}
        empty={<EmptyState icon={<AccountBookOutlined />} title={w.accountsNone} text={w.accountsNoneText} />}
        pageLabel={() => w.page(formatCount(pageOf(params)))}
      />
    </Panel>
  );
}

function useAccountColumns(): readonly Column<Account>[] {
  const w = useLedgerWords();
  return [
    {
      key: 'account',
      title: w.account,
      render: (row) => <AccountName account={row} />,
      csv: (row) => `${row.asset}:${row.bucket}:${row.shard}`,
    },
    {
      key: 'owner',
      title: w.owner,
      render: (row) => <OwnerName owner={row.owner} />,
      csv: (row) => row.owner.id ?? row.owner.kind,
    },
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
