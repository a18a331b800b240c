import { TeamOutlined } from '@ant-design/icons';
import { useLocation, useNavigate } from 'react-router';
import { api, useReply } from '../../app/api';
import { useMessages, wordFor } from '../../app/language';
import { DEFAULT_LAYERS, NONE, useLayerName } from '../../app/layers';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { SearchField } from '../../app/list/search-field';
import { searchedFor, searchTarget } from '../../app/search';
import { oneOf } from '../../ui/query';
import { useTierName, useTierScheme } from '../../app/tiers';
import { EmptyState } from '../../ui/states';
import { BulkActions } from './bulk';
import { useColumns } from './columns';
import { Ranges, rangesFrom } from './ranges';
import { useCustomerWords } from './words';

/** What the server has an index for. */
const SORT_COLUMNS = { lastSeen: 'time', spent: 'amount', joined: 'time' } as const;
const SORTED_BY = ['lastSeen', 'spent', 'joined'] as const;
/** How the list is laid out, which stays when filters are cleared. */
const LAYOUT = ['by', 'sort', 'hide', 'size'];

/** Everybody the brand has identified; what is searched and filtered is in the address, mobile numbers excepted. */
export function Screen() {
  const w = useCustomerWords().list;
  const { search: query, state } = useLocation();
  const navigate = useNavigate();
  const params = new URLSearchParams(query);
  const search = searchedFor(params, state);
  const offered = useFilters(params);
  const { tier, ...chosen } = useChosen(offered);
  const ranges = rangesFrom(params);
  const filters = { ...chosen, tier: tier === undefined ? undefined : Number(tier), ...ranges };
  const asks = { search: search || undefined, ...filters, by: oneOf(params.get('by'), SORTED_BY) };
  const searchFor = (text: string, others: Readonly<Record<string, string | null>>) => {
    const target = searchTarget(text, others);
    void navigate(target.to, { state: target.state });
  };
  const kept = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, params.get(name)]));
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="customers"
      title={w.title}
      columns={useColumns()}
      keyOf={(row) => row.customerId}
      sortedBy={SORT_COLUMNS}
      filters={offered}
      search={
        <SearchField
          value={search}
          onSearch={(text) => searchFor(text, Object.fromEntries(params))}
          placeholder={w.search}
          label={w.searchLabel}
          hint={w.searchHint}
        />
      }
      more={<Ranges />}
      isSearched={search !== '' || Object.values(ranges).some((bound) => bound !== undefined)}
      onClear={() => searchFor('', kept(LAYOUT))}
      asks={asks}
      load={(page) => api.customers({ body: { ...asks, ...page } })}
      // A search finds too few for a file of the server's.
      choosable={{
        labelOf: ({ customerId, nickname }) => nickname ?? customerId,
        actions: (chosen) => <BulkActions chosen={chosen} filters={filters} />,
      }}
      canChooseAll={search === ''}
      wholeFile={search === '' ? { list: 'customers', filters } : undefined}
      noneText={w.noneText}
      empty={<EmptyState icon={<TeamOutlined />} title={w.emptyTitle} text={w.emptyText} />}
    />
  );
}

/**
 * The levels are those that members can have now; one of an older scheme in the address stays chosen, and so does a store
 * or channel while the names of all are on their way.
 */
function useFilters(params: URLSearchParams) {
  const { list: w, tier } = useCustomerWords();
  const { channels: channelNames } = useMessages();
  const offered = useReply('customerFilters', null, () => api.customerFilters()).data;
  const tierInAddress = params.get('tier');
  const [store, channel] = [params.get('store'), params.get('channel')];
  const stores = offered?.stores ?? (store ? [{ code: store, name: store }] : []);
  const channels = offered?.channels ?? (channel ? [channel] : []);
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
    store: {
      label: w.store,
      any: w.anyStore,
      options: Object.fromEntries(stores.map(({ code, name }) => [code, name])),
    },
    channel: {
      label: w.channel,
      any: w.anyChannel,
      options: Object.fromEntries(channels.map((code) => [code, wordFor(channelNames, code)])),
    },
    member: { label: w.member, any: w.anyMember, options: { yes: w.onlyMembers, no: w.onlyOthers } },
    tier: {
      label: tier.title,
      any: tier.any,
      options: Object.fromEntries(levels.map((level) => [level, tierName(level)])),
    },
  };
}
