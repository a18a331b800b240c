import { TeamOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api, useReply } from '../../app/api';
import { useMessages } from '../../app/language';
import { DEFAULT_LAYERS, NONE, useLayerName } from '../../app/layers';
import { Loaded } from '../../app/loaded';
import { searchedFor, searchTarget } from '../../app/search';
import { useTierName, useTierScheme } from '../../app/tiers';
import { DataTable, exportRows } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf, Pager } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useCustomerColumns } from './columns';
import styles from './customers.module.css';
import { useCustomerWords } from './words';

const PAGE_SIZE = 20;

interface Filter {
  readonly search: string;
  readonly layer: string | undefined;
  readonly member: 'yes' | 'no' | undefined;
  readonly tier: number | undefined;
}

/** Everybody the brand has identified; what is searched and filtered is in the address, mobile numbers excepted. */
export function Screen() {
  const m = useMessages();
  const w = useCustomerWords();
  const location = useLocation();
  const params = new URLSearchParams(location.search);
  const filter: Filter = {
    search: searchedFor(params, location.state),
    layer: oneOf(params.get('layer'), [NONE, ...DEFAULT_LAYERS]),
    member: oneOf(params.get('member'), ['yes', 'no']),
    tier: levelFrom(params.get('tier')),
  };
  const query = {
    search: filter.search || undefined,
    layer: filter.layer,
    member: filter.member,
    tier: filter.tier,
    cursor: params.get('cursor') ?? undefined,
    limit: PAGE_SIZE,
  };
  const list = useReply('customers', query, () => api.customers({ body: query }), { keepsLast: true });
  const columns = useCustomerColumns();
  const isFiltered = Boolean(filter.search || filter.layer || filter.member || filter.tier);
  const first = (pageOf(params) - 1) * PAGE_SIZE + 1;
  return (
    <Page title={w.list.title} subtitle={w.list.subtitle}>
      <FilterBar filter={filter} isFiltered={isFiltered} />
      <Panel
        title={m.customers.total(formatCount(list.data?.total))}
        flush
        actions={
          <ExportButton
            of={w.list.title}
            onExport={() => exportRows('customers.csv', columns, list.data?.items ?? [])}
          />
        }
      >
        <Loaded
          query={list}
          skeleton={
            <DataTable caption={w.list.title} columns={columns} rows={[]} keyOf={String} skeletonRows={12} />
          }
        >
          {({ items, nextCursor, total }) =>
            items.length === 0 ? (
              <EmptyState
                icon={<TeamOutlined />}
                title={isFiltered ? w.list.noneTitle : w.list.emptyTitle}
                text={isFiltered ? w.list.noneText : w.list.emptyText}
              />
            ) : (
              <div data-waiting={list.isPlaceholderData} className={styles.list}>
                <DataTable
                  caption={w.list.title}
                  columns={columns}
                  rows={items}
                  keyOf={(row) => row.customerId}
                />
                <Pager
                  nextCursor={nextCursor}
                  label={m.customers.range(
                    formatCount(first),
                    formatCount(first + items.length - 1),
                    formatCount(total),
                  )}
                />
              </div>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function FilterBar({ filter, isFiltered }: { readonly filter: Filter; readonly isFiltered: boolean }) {
  const w = useCustomerWords();
  const layerName = useLayerName();
  const navigate = useNavigate();
  const [text, setText] = useState(filter.search);
  // A search from the global bar or a step back in history changes the filter without this field.
  useEffect(() => setText(filter.search), [filter.search]);
  const apply = (changes: Partial<Filter>) => {
    const next = { ...filter, search: text, ...changes };
    const { to, state } = searchTarget(next.search, {
      layer: next.layer,
      member: next.member,
      tier: next.tier === undefined ? null : String(next.tier),
    });
    void navigate(to, { state });
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
        className={styles.search}
        value={text}
        maxLength={64}
        allowClear
        onChange={(event) => setText(event.target.value)}
        onSearch={(value) => apply({ search: value })}
        placeholder={w.list.search}
        aria-label={w.list.searchLabel}
        title={w.list.searchHint}
        autoComplete="off"
      />
      <Select
        aria-label={w.list.layer}
        className={styles.choice}
        value={filter.layer ?? ''}
        onChange={(layer) => apply({ layer: layer || undefined })}
        options={[
          { value: '', label: w.list.anyLayer },
          ...[...DEFAULT_LAYERS].reverse().map((code) => ({ value: code as string, label: layerName(code) })),
          { value: NONE, label: layerName(NONE) },
        ]}
      />
      <Select
        aria-label={w.list.member}
        className={styles.choice}
        value={filter.member ?? ''}
        onChange={(member) => apply({ member: oneOf(member, ['yes', 'no']) })}
        options={[
          { value: '' as const, label: w.list.anyMember },
          { value: 'yes' as const, label: w.list.onlyMembers },
          { value: 'no' as const, label: w.list.onlyOthers },
        ]}
      />
      <TierSelect tier={filter.tier} onChange={(tier) => apply({ tier })} />
      {isFiltered && (
        <Button
          type="link"
          onClick={() => apply({ search: '', layer: undefined, member: undefined, tier: undefined })}
        >
          {w.list.clear}
        </Button>
      )}
    </form>
  );
}

/** The levels that members can have now; a level of an older scheme in the address stays chosen. */
function TierSelect({
  tier,
  onChange,
}: {
  readonly tier: number | undefined;
  readonly onChange: (tier: number | undefined) => void;
}) {
  const w = useCustomerWords();
  const tierName = useTierName();
  const levelCount = Math.max(useTierScheme()?.levels.length ?? 0, tier ?? 0);
  const levels = Array.from({ length: levelCount }, (_, index) => levelCount - index);
  return (
    <Select
      aria-label={w.tier.title}
      className={styles.choice}
      value={tier ?? 0}
      onChange={(level) => onChange(level || undefined)}
      options={[
        { value: 0, label: w.tier.any },
        ...levels.map((level) => ({ value: level, label: tierName(level) })),
      ]}
    />
  );
}

const levelFrom = (text: string | null): number | undefined =>
  text && /^[1-8]$/.test(text) ? Number(text) : undefined;
