import { useQuery } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { useParams } from 'react-router';
import { api, queryClient, replyOrThrow, type Refused } from '../../app/api';
import { BackLink } from '../../app/back-link';
import { CustomerLink } from '../../app/customer-link';
import { useErrorText } from '../../app/language';
import { useChosen } from '../../app/list/filters';
import { ListPanel } from '../../app/list/list-panel';
import { Loaded } from '../../app/loaded';
import { ConfirmButton } from '../../ui/confirm-button';
import { fileColumn, type Column } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { Instant, Points } from '../../ui/figures';
import { formatCount, formatPoints, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { EmptyState, Notice, Skeleton } from '../../ui/states';
import { deedText, isUnderWay } from './parts';
import { useBulkWords, type Act } from './words';

type Entry = ReplyOf<'bulkEntries'>['items'][number];

const POLL_MS = 1_500;

/** One bulk act from its preview to its result. */
export function Screen() {
  const w = useBulkWords();
  const { actId = '' } = useParams();
  const act = useQuery<Act, Refused>({
    queryKey: ['bulkAct', actId],
    queryFn: async () => replyOrThrow(await api.bulkAct({ params: { actId } })),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
  });
  return (
    <Page
      title={act.data ? deedText(w, act.data) : w.one}
      subtitle={act.data && w.states[act.data.state]}
      back={<BackLink to="/bulk-acts">{w.back}</BackLink>}
      actions={act.data && <Actions of={act.data} />}
    >
      <Loaded query={act} skeleton={<Skeleton height={240} />}>
        {(of) => (
          <>
            {of.state === 'failed' && <Notice tone="danger">{w.failedText}</Notice>}
            {of.needsSecond && (of.state === 'ready' || of.state === 'waiting') && (
              <Notice>{w.second}</Notice>
            )}
            <Sums of={of} />
            <Entries key={of.state} of={of} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Sums({ of }: { readonly of: Act }) {
  const w = useBulkWords();
  const counts = [
    [w.entryStates.planned, of.counts.planned],
    [w.entryStates.done, of.counts.done],
    [w.entryStates.failed, of.counts.failed],
    [w.entryStates.undone, of.counts.undone],
    [w.entryStates.kept, of.counts.kept],
    ...of.leftOut.map(
      ({ reason, people }) => [`${w.entryStates.left_out} · ${w.reasons[reason]}`, people] as const,
    ),
  ] as const;
  return (
    <Panel title={w.states[of.state]}>
      <div role="status">
        <Facts
          of={[
            ...counts
              .filter(([, people]) => people > 0)
              .map(([name, people]) => [name, formatCount(people)] as const),
            ...(of.sum === null ? [] : [[w.sum, <Points key="sum" value={of.sum} movement />] as const]),
            [w.reason, of.deed.reason],
            [w.requestedBy, of.requestedBy],
            [w.requestedAt, <Instant key="at" value={of.requestedAtMs} />],
            ...(of.decidedBy === null ? [] : [[w.decidedBy, of.decidedBy] as const]),
          ]}
        />
      </div>
    </Panel>
  );
}

function Actions({ of }: { readonly of: Act }) {
  const w = useBulkWords();
  const errorText = useErrorText();
  const params = { actId: of.actId };
  const said = async (
    answer: { readonly ok: true } | { readonly ok: false; readonly code: string },
  ): Promise<string | null> => {
    await queryClient.invalidateQueries({ queryKey: ['bulkAct', of.actId] });
    await queryClient.invalidateQueries({ queryKey: ['bulkActs'] });
    return answer.ok ? null : errorText(answer.code);
  };
  const consequence =
    of.sum === null ? w.confirmBind(of.guideName ?? UNKNOWN) : w.confirmAdjust(formatPoints(of.sum));
  const people = formatCount(of.counts.planned);
  return (
    <>
      {of.may.discard && (
        <ConfirmButton
          label={w.discard}
          title={w.discardTitle}
          okText={w.discard}
          cancelText={w.cancel}
          onConfirm={async () => said(await api.discardBulk({ params, body: {} }))}
        >
          {w.discardText}
        </ConfirmButton>
      )}
      {of.may.confirm && (
        <ConfirmButton
          isPrimary
          label={w.confirm}
          title={w.confirmTitle(people)}
          okText={w.confirm}
          cancelText={w.cancel}
          onConfirm={async () => said(await api.confirmBulk({ params, body: { people: of.counts.planned } }))}
        >
          <p>{consequence}</p>
          {of.needsSecond && <p>{w.second}</p>}
        </ConfirmButton>
      )}
      {of.may.approve && (
        <ConfirmButton
          isPrimary
          label={w.approve}
          title={w.approveTitle}
          okText={w.approve}
          cancelText={w.cancel}
          onConfirm={async () => said(await api.approveBulk({ params, body: {} }))}
        >
          <p>{w.confirmTitle(people)}</p>
          <p>{consequence}</p>
        </ConfirmButton>
      )}
      {of.may.undo && of.counts.done > 0 && (
        <ConfirmButton
          label={w.undo}
          title={w.undoTitle}
          okText={w.undo}
          cancelText={w.cancel}
          onConfirm={async () => said(await api.undoBulk({ params, body: {} }))}
        >
          {w.undoText}
        </ConfirmButton>
      )}
    </>
  );
}

function Entries({ of: { actId, state: actState } }: { readonly of: Act }) {
  const w = useBulkWords();
  const filters = { state: { label: w.state, any: w.anyState, options: w.entryStates } };
  const { state } = useChosen(filters);
  const columns: readonly Column<Entry>[] = [
    {
      key: 'customer',
      title: w.customer,
      render: ({ customerId, nickname }) => <CustomerLink customerId={customerId} nickname={nickname} />,
      csv: ({ customerId }) => customerId,
    },
    fileColumn('name', w.name, ({ nickname }) => nickname),
    {
      key: 'state',
      title: w.state,
      render: (entry) => w.entryStates[entry.state],
      csv: (entry) => w.entryStates[entry.state],
      words: w.entryStates,
    },
    {
      key: 'reason',
      title: w.why,
      render: ({ reason }) => (reason === null ? UNKNOWN : w.reasons[reason]),
      csv: ({ reason }) => reason && w.reasons[reason],
      words: w.reasons,
    },
    {
      key: 'at',
      title: w.at,
      align: 'end',
      render: ({ atMs }) => <Instant value={atMs} />,
      csv: ({ atMs }) => (atMs === null ? null : new Date(atMs)),
    },
  ];
  return (
    <ListPanel
      id="bulkEntries"
      title={w.entries}
      columns={columns}
      keyOf={({ customerId }) => customerId}
      filters={filters}
      // What was told of them before the act went on is old.
      asks={{ actId, state, actState }}
      wholeFile={{ list: 'bulkEntries', filters: { actId, state } }}
      load={(page) => api.bulkEntries({ params: { actId }, query: { state, ...page } })}
      empty={<EmptyState text={w.entriesNone} />}
    />
  );
}
