import { SafetyOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { api, queryClient } from '../../app/api';
import { IdLink } from '../../app/id-link';
import { useErrorText, useWords } from '../../app/language';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { can, useOperator } from '../../app/operator';
import { ConfirmButton } from '../../ui/confirm-button';
import { useMoment } from '../../ui/context';
import { fileColumn, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatInstant, formatMoney, formatPoints, UNKNOWN } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import styles from './flags.module.css';
import { flagWords } from './words';

type Flag = ReplyOf<'rewardFlags'>['items'][number];

type State = 'open' | 'confirmed' | 'dismissed';

/** What rules found suspicious, for people to decide. */
export function Screen() {
  const w = useWords(flagWords);
  const filters = { state: { label: w.filter, initial: 'open', options: w.states } } as const;
  const asks = useChosen(filters);
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="rewardFlags"
      title={w.states[asks.state]}
      columns={useColumns(asks.state)}
      keyOf={({ flagId }) => flagId}
      sortedBy="noted"
      wholeFile={{ list: 'rewardFlags', filters: asks }}
      filters={filters}
      asks={asks}
      load={(page) => api.rewardFlags({ query: { ...asks, ...page } })}
      empty={<EmptyState icon={<SafetyOutlined />} title={w.emptyOpen} text={w.emptyOpenText} />}
      noneText={w.emptyOther}
    />
  );
}

function useColumns(state: State): readonly Column<Flag>[] {
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
          csv: ({ decidedBy }) => decidedBy,
          render: (flag) =>
            flag.decidedAtMs === null
              ? UNKNOWN
              : w.by(flag.decidedBy ?? UNKNOWN, formatInstant(flag.decidedAtMs, moment)),
        };
  return [
    {
      key: 'guide',
      title: w.guide,
      csv: ({ guide }) => guide.code,
      render: ({ guide }) => (
        <span className={styles.guide}>
          {guide.name} <code>{guide.code}</code>
        </span>
      ),
    },
    fileColumn('guideName', w.guideName, ({ guide }) => guide.name),
    {
      key: 'kind',
      title: w.kind,
      render: ({ kind }) => w.kinds[kind],
      csv: ({ kind }) => w.kinds[kind],
      words: w.kinds,
    },
    {
      key: 'points',
      title: w.points,
      csv: ({ guidePoints }) => guidePoints,
      align: 'end',
      render: ({ guidePoints }) => formatPoints(guidePoints),
    },
    {
      key: 'order',
      title: w.order,
      csv: ({ orderId }) => orderId,
      render: ({ orderId }) => <IdLink id={orderId} />,
    },
    {
      key: 'amount',
      title: w.amount,
      csv: ({ orderAmountFen }) => orderAmountFen / 100,
      align: 'end',
      render: ({ orderAmountFen }) => formatMoney(orderAmountFen),
    },
    {
      key: 'noted',
      title: w.noted,
      csv: ({ notedAtMs }) => new Date(notedAtMs),
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
