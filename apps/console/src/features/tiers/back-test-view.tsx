import { HistoryOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { CustomerLink } from '../../app/customer-link';
import { useErrorText, useLanguage } from '../../app/language';
import type { TrialProps } from '../../app/versions/document';
import { DataTable } from '../../ui/data-table';
import { formatCount, formatPoints } from '../../ui/format';
import { PairBars } from '../../ui/pair-bars';
import { Panel } from '../../ui/panel';
import { Skeleton, EmptyState, Loading, Notice } from '../../ui/states';
import type { Scheme, TierBackTest } from './scheme';
import { figureText } from './scheme-lines';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';

/** The draft over today's members: who would stand where, and what it would cost at the start. */
export function BackTestView({ draft, isBlocked }: TrialProps<Scheme>) {
  const { cost } = useTierWords();
  const errorText = useErrorText();
  const test = useMutation<TierBackTest, Refused | Error>({
    mutationFn: async () => {
      // The server judges by the draft that it has; the last keystroke must be in it.
      if (!(await draft.flush())) throw new Error('The draft is not saved');
      return replyOrThrow(await api.backTestTierDraft({ body: {} }));
    },
  });
  const isUnsaved = isBlocked || (draft.state.status === 'saved' && draft.state.atMs === null);
  return (
    <div className={styles.main}>
      <Panel
        title={cost.title}
        hint={cost.hint}
        actions={
          <Button type="primary" disabled={isUnsaved} loading={test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? cost.running : test.isSuccess ? cost.again : cost.run}
          </Button>
        }
      >
        {isUnsaved && <Notice>{cost.blocked}</Notice>}
        {test.isPending && (
          <Loading>
            <Skeleton height={160} />
          </Loading>
        )}
        {test.isError && (
          <Notice tone="danger">{'code' in test.error ? errorText(test.error.code) : cost.blocked}</Notice>
        )}
        {test.isIdle && !isUnsaved && (
          <EmptyState icon={<HistoryOutlined />} title={cost.neverTitle} text={cost.neverText} />
        )}
        {test.isSuccess && <Finding test={test.data} />}
      </Panel>
      {test.isSuccess && <Split test={test.data} scheme={draft.value.content} />}
    </div>
  );
}

function Finding({ test }: { readonly test: TierBackTest }) {
  const { cost } = useTierWords();
  return (
    <div role="status">
      <p className={styles.finding}>
        {test.up + test.down === 0 ? cost.same : cost.moves(formatCount(test.up), formatCount(test.down))}
      </p>
      <ul className={styles.facts}>
        <li>{cost.kept(formatCount(test.same))}</li>
        <li>
          {test.giftMembers === 0
            ? cost.noGifts
            : cost.gifts(formatCount(test.giftMembers), formatPoints(test.giftPoints))}
        </li>
        <li>{cost.risk(formatCount(test.atRisk))}</li>
        {test.judged < test.members && (
          <li>{cost.sample(formatCount(test.judged), formatCount(test.members))}</li>
        )}
      </ul>
    </div>
  );
}

function Split({ test, scheme }: { readonly test: TierBackTest; readonly scheme: Scheme }) {
  const words = useTierWords();
  const { cost } = words;
  const language = useLanguage();
  const nameOf = (level: number) =>
    level === 0
      ? cost.noLevel
      : (test.levels.find((one) => one.level === level)?.name[language] ?? `V${level}`);
  return (
    <div className={styles.two}>
      <Panel title={cost.levels}>
        <PairBars
          label={cost.levels}
          before={cost.now}
          after={cost.draft}
          format={formatCount}
          rows={[...test.levels].reverse().map((row) => ({
            key: String(row.level),
            name: row.name[language],
            before: row.now,
            after: row.underDraft,
          }))}
        />
      </Panel>
      {test.moves.length > 0 && (
        <Panel title={cost.movesTitle} flush>
          <DataTable
            caption={cost.movesTitle}
            rows={test.moves}
            keyOf={({ from, to }) => `${from} ${to}`}
            columns={[
              { key: 'from', title: cost.from, render: ({ from }) => nameOf(from) },
              {
                key: 'to',
                title: cost.to,
                render: ({ from, to }) => (
                  <span className={styles.move} data-up={to > from}>
                    {to > from ? '↑' : '↓'} {nameOf(to)}
                  </span>
                ),
              },
              {
                key: 'members',
                title: cost.members,
                align: 'end',
                render: ({ members }) => formatCount(members),
              },
            ]}
          />
        </Panel>
      )}
      {test.examples.length > 0 && (
        <Panel title={cost.examples} flush>
          <DataTable
            caption={cost.examples}
            rows={test.examples}
            keyOf={({ customerId }) => customerId}
            columns={[
              { key: 'who', title: cost.customer, render: (row) => <CustomerLink {...row} /> },
              { key: 'from', title: cost.from, render: ({ from }) => nameOf(from) },
              { key: 'to', title: cost.to, render: ({ to }) => nameOf(to) },
              {
                key: 'figure',
                title: cost.figure,
                align: 'end',
                render: ({ figure }) => figureText(scheme.basis, figure, words),
              },
            ]}
          />
        </Panel>
      )}
    </div>
  );
}
