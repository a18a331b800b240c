import { TeamOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import { deedText, isUnderWay, reached } from './parts';
import { useBulkWords, type Act } from './words';

const POLL_MS = 2_000;

/** Bulk acts of the operator, and those that wait for a second person. */
export function Screen() {
  const w = useBulkWords();
  const filters = { state: { label: w.state, any: w.anyActState, options: w.states } };
  const asks = useChosen(filters);
  const columns: readonly Column<Act>[] = [
    {
      key: 'what',
      title: w.what,
      render: (act) => <Link to={`/bulk-acts/${act.actId}`}>{deedText(w, act)}</Link>,
      csv: (act) => deedText(w, act),
    },
    {
      key: 'state',
      title: w.state,
      render: ({ state }) => w.states[state],
      csv: ({ state }) => w.states[state],
    },
    {
      key: 'people',
      title: w.people,
      align: 'end',
      render: (act) => formatCount(reached(act)),
      csv: reached,
    },
    {
      key: 'by',
      title: w.requestedBy,
      render: ({ requestedBy }) => requestedBy,
      csv: ({ requestedBy }) => requestedBy,
      wideOnly: true,
    },
    {
      key: 'at',
      title: w.requestedAt,
      align: 'end',
      render: ({ requestedAtMs }) => <Instant value={requestedAtMs} />,
      csv: ({ requestedAtMs }) => new Date(requestedAtMs),
    },
  ];
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="bulkActs"
      title={w.list}
      columns={columns}
      keyOf={({ actId }) => actId}
      filters={filters}
      asks={asks}
      load={(page) => api.bulkActs({ query: { ...asks, ...page } })}
      everyMs={(last) => (last?.some(isUnderWay) ? POLL_MS : false)}
      empty={<EmptyState icon={<TeamOutlined />} title={w.none} text={w.noneText} />}
    />
  );
}
