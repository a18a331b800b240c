import { MobileOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { api } from '../../app/api';
import { BackLink } from '../../app/back-link';
import { instantCell } from '../../app/customer-columns';
import { useWords } from '../../app/language';
import { ListPage } from '../../app/list/list-page';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount, UNKNOWN } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import { en } from './words.en';
import { zh, type Words } from './words.zh';

type Fault = ReplyOf<'appFaults'>['items'][number];

/** What went wrong on members' phones, and on how many occasions. */
export function Screen() {
  const w = useWords({ zh, en });
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      back={<BackLink to="/system">{w.back}</BackLink>}
      id="app-faults"
      title={w.title}
      columns={columnsOf(w)}
      keyOf={({ faultId }) => faultId}
      asks={{}}
      load={(page) => api.appFaults({ query: page })}
      empty={<EmptyState icon={<MobileOutlined />} title={w.empty} text={w.emptyText} />}
      noneText={w.empty}
    />
  );
}

function columnsOf(w: Words): readonly Column<Fault>[] {
  const messageOf = ({ message }: Fault): string => (message === '…' ? w.rest : message || w.unsaid);
  return [
    {
      key: 'message',
      title: w.message,
      csv: messageOf,
      // What a program said, as it said it.
      render: (fault) =>
        messageOf(fault) === fault.message ? <code>{fault.message}</code> : messageOf(fault),
    },
    { key: 'kind', title: w.kind, csv: ({ kind }) => w.kinds[kind], render: ({ kind }) => w.kinds[kind] },
    {
      key: 'page',
      title: w.page,
      csv: ({ page }) => page,
      render: ({ page }) => (page ? <code>{page}</code> : UNKNOWN),
    },
    {
      key: 'platform',
      title: w.platform,
      csv: ({ platform }) => w.platforms[platform],
      render: ({ platform }) => w.platforms[platform],
    },
    { key: 'version', title: w.version, csv: ({ version }) => version, render: ({ version }) => version },
    {
      key: 'times',
      title: w.times,
      align: 'end',
      csv: ({ times }) => times,
      render: ({ times }) => formatCount(times),
    },
    {
      key: 'first',
      title: w.firstSeen,
      align: 'end',
      csv: ({ firstSeenMs }) => instantCell(firstSeenMs),
      render: ({ firstSeenMs }) => <Instant value={firstSeenMs} />,
    },
    {
      key: 'last',
      title: w.lastSeen,
      align: 'end',
      csv: ({ lastSeenMs }) => instantCell(lastSeenMs),
      render: ({ lastSeenMs }) => <Instant value={lastSeenMs} />,
    },
  ];
}
