import { TeamOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api } from '../../app/api';
import { DEFAULT_LAYERS, NONE, useLayerName } from '../../app/layers';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { searchedFor, searchTarget } from '../../app/search';
import { useTierName, useTierScheme } from '../../app/tiers';
import { EmptyState } from '../../ui/states';
import { useColumns } from './columns';
import styles from './customers.module.css';
import { useCustomerWords } from './words';

/** Everybody the brand has identified; what is searched and filtered is in the address, mobile numbers excepted. */
export function Screen() {
  const w = useCustomerWords().list;
  const { search: query, state } = useLocation();
  const navigate = useNavigate();
  const params = new URLSearchParams(query);
  const search = searchedFor(params, state);
  const filters = useFilters(params.get('tier'));
  const { layer, member, tier } = useChosen(filters);
  const asks = {
    search: search || undefined,
    layer,
    member,
    tier: tier === undefined ? undefined : Number(tier),
  };
  const searchFor = (text: string, others: Readonly<Record<string, string | undefined>>) => {
    const target = searchTarget(text, { hide: params.get('hide'), ...others });
    void navigate(target.to, { state: target.state });
  };
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="customers"
      title={w.title}
      columns={useColumns()}
      keyOf={(row) => row.customerId}
      sortedBy="lastSeen"
      filters={filters}
      search={<Search value={search} onSearch={(text) => searchFor(text, { layer, member, tier })} />}
      isSearched={search !== ''}
      onClear={() => searchFor('', {})}
      asks={asks}
      load={(page) => api.customers({ body: { ...asks, ...page } })}
      noneText={w.noneText}
      empty={<EmptyState icon={<TeamOutlined />} title={w.emptyTitle} text={w.emptyText} />}
    />
  );
}

/** The levels are those that members can have now; one of an older scheme in the address stays chosen. */
function useFilters(tierInAddress: string | null) {
  const { list: w, tier } = useCustomerWords();
  const layerName = useLayerName();
  const tierName = useTierName();
  const chosenLevel = tierInAddress && /^[1-8]$/.test(tierInAddress) ? Number(tierInAddress) : 0;
  const levelCount = Math.max(useTierScheme()?.levels.length ?? 0, chosenLevel);
  const levels = Array.from({ length: levelCount }, (_, index) => index + 1);
  const layers = [...[...DEFAULT_LAYERS].reverse(), NONE];
  return {
    layer: {
      label: w.layer,
      any: w.anyLayer,
      options: Object.fromEntries(layers.map((code) => [code, layerName(code)])),
    },
    member: { label: w.member, any: w.anyMember, options: { yes: w.onlyMembers, no: w.onlyOthers } },
    tier: {
      label: tier.title,
      any: tier.any,
      options: Object.fromEntries(levels.map((level) => [level, tierName(level)])),
    },
  };
}

interface SearchProps {
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

function Search({ value, onSearch }: SearchProps) {
  const w = useCustomerWords().list;
  const [text, setText] = useState(value);
  // A search from the global bar or a step back in history changes what is searched without this field.
  useEffect(() => setText(value), [value]);
  return (
    <Input.Search
      className={styles.search}
      value={text}
      maxLength={64}
      allowClear
      onChange={(event) => setText(event.target.value)}
      onSearch={onSearch}
      placeholder={w.search}
      aria-label={w.searchLabel}
      title={w.searchHint}
      autoComplete="off"
    />
  );
}
