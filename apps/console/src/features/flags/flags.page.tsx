import { SafetyOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Segmented } from 'antd';
import { Link } from 'react-router';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText, useWords } from '../../app/language';
import { PagedTable } from '../../app/paged-table';
import { can, useOperator } from '../../app/operator';
import { ConfirmButton } from '../../ui/confirm-button';
import { useMoment } from '../../ui/context';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount, formatInstant, formatMoney, formatPoints, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf } from '../../ui/pager';
import { Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import styles from './flags.module.css';
import { flagWords } from './words';

type Flag = ReplyOf<'rewardFlags'>['items'][number];

const PAGE_SIZE = 20;
const states = ['open', 'confirmed', 'dismissed'] as const;

/** What rules found suspicious, for people to decide. State and page are in the address. */
export function Screen() {
  const w = useWords(flagWords);
  const [params, change] = useUrlState();
  const state = oneOf(params.get('state'), states) ?? 'open';
  const query = { state, cursor: params.get('cursor') ?? undefined, limit: PAGE_SIZE };
  const flags = useReply('rewardFlags', query, () => api.rewardFlags({ query }), { keepsLast: true });
  const columns = useColumns(state);
  const first = (pageOf(params) - 1) * PAGE_SIZE + 1;
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      <Segmented
        aria-label={w.filter}
        className={styles.filter ?? ''}
        value={state}
        onChange={(next) => change({ state: next === 'open' ? null : next, cursor: null, page: null })}
        options={states.map((value) => ({ value, label: w.states[value] }))}
      />
      <Panel title={w.states[state]} flush>
        <PagedTable
          query={flags}
          caption={w.title}
          columns={columns}
          keyOf={({ flagId }) => flagId}
          skeletonRows={5}
          empty={
            <EmptyState
              icon={<SafetyOutlined />}
              title={state === 'open' ? w.emptyOpen : w.emptyOther}
              text={state === 'open' ? w.emptyOpenText : undefined}
            />
          }
          pageLabel={(rows) => w.range(formatCount(first), formatCount(first + rows - 1))}
        />
      </Panel>
    </Page>
  );
}

function useColumns(state: (typeof states)[number]): readonly Column<Flag>[] {
  const w = useWords(flagWords);
  const operator = useOperator();
  const moment = useMoment();
  const last: Column<Flag> =
    state === 'open'
      ? {
          key: 'actions',
          title: '',
          align: 'end',
          render: (flag) => can(operator, 'earning.write') && <Decision flag={flag} />,
        }
      : {
          key: 'decided',
          title: w.decided,
          align: 'end',
          render: (flag) =>
            flag.decidedAtMs === null
              ? UNKNOWN
              : w.by(flag.decidedBy ?? UNKNOWN, formatInstant(flag.decidedAtMs, moment)),
        };
  return [
    {
      key: 'guide',
      title: w.guide,
      render: ({ guide }) => (
        <span className={styles.guide}>
          {guide.name} <code>{guide.code}</code>
        </span>
      ),
    },
    { key: 'kind', title: w.kind, render: ({ kind }) => w.kinds[kind] },
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: ({ guidePoints }) => formatPoints(guidePoints),
    },
    {
      key: 'order',
      title: w.order,
      render: ({ orderId, customerId }) => (
        <Link to={`/customers/${customerId}`}>
          <code>{orderId}</code>
        </Link>
      ),
    },
    {
      key: 'amount',
      title: w.amount,
      align: 'end',
      render: ({ orderAmountFen }) => formatMoney(orderAmountFen),
    },
    {
      key: 'noted',
      title: w.noted,
      align: 'end',
      render: ({ notedAtMs }) => <Instant value={notedAtMs} />,
      wideOnly: true,
    },
    last,
  ];
}

function Decision({ flag }: { readonly flag: Flag }) {
  const w = useWords(flagWords);
  const errorText = useErrorText();
  const decide = async (decision: 'dismissed' | 'confirmed') => {
    const answer = await api.decideRewardFlag({ params: { flagId: flag.flagId }, body: { decision } });
    if (!answer.ok) return errorText(answer.code);
    await queryClient.invalidateQueries({ queryKey: ['rewardFlags'] });
    return null;
  };
  return (
    <span className={styles.actions}>
      <ConfirmButton
        label={w.dismiss}
        title={w.dismissTitle}
        okText={w.dismiss}
        cancelText={w.cancel}
        isSmall
        onConfirm={() => decide('dismissed')}
      >
        <p>{w.dismissText}</p>
      </ConfirmButton>
      <ConfirmButton
        label={w.confirm}
        title={w.confirmTitle}
        okText={w.confirm}
        cancelText={w.cancel}
        isDangerous
        isSmall
        onConfirm={() => decide('confirmed')}
      >
        <p>{w.confirmText(flag.guide.name, formatPoints(flag.guidePoints))}</p>
      </ConfirmButton>
    </span>
  );
}
