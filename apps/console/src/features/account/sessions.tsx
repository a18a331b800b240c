import type { ReplyOf } from '@liuliang/contract/client';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { ConfirmButton } from '../../ui/confirm-button';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import styles from './account.module.css';
import { useAccountWords } from './words';

type Session = ReplyOf<'mySessions'>['items'][number];

/** Where the account is signed in, with an end for each but this one. */
export function Sessions() {
  const w = useAccountWords();
  const errorText = useErrorText();
  const columns = useColumns();
  const sessions = useReply('mySessions', null, () => api.mySessions());
  const endOthers = async () => {
    const answer = await api.endMyOtherSessions();
    if (!answer.ok) return errorText(answer.code);
    await renew();
    return null;
  };
  return (
    <Loaded query={sessions} skeleton={<Skeleton height={180} />}>
      {({ items }) => (
        <Panel
          title={w.sessions}
          hint={w.sessionsHint}
          flush
          actions={
            <ConfirmButton
              label={w.endOthers}
              title={w.endOthersTitle}
              okText={w.endOthers}
              cancelText={w.cancel}
              disabled={items.length < 2}
              onConfirm={endOthers}
            >
              <p>{w.endOthersText}</p>
            </ConfirmButton>
          }
        >
          <DataTable
            caption={w.sessions}
            columns={columns}
            rows={items}
            keyOf={({ sessionId }) => sessionId}
          />
        </Panel>
      )}
    </Loaded>
  );
}

const renew = () => queryClient.invalidateQueries({ queryKey: ['mySessions'] });

function useColumns(): readonly Column<Session>[] {
  const w = useAccountWords();
  return [
    { key: 'opened', title: w.opened, render: ({ openedAtMs }) => <Instant value={openedAtMs} /> },
    {
      key: 'ends',
      title: w.ends,
      about: w.endsHint,
      render: ({ endsAtMs }) => <Instant value={endsAtMs} />,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (session) =>
        session.isThis ? <span className={styles.quiet}>{w.thisOne}</span> : <End session={session} />,
    },
  ];
}

function End({ session: { sessionId } }: { readonly session: Session }) {
  const w = useAccountWords();
  const errorText = useErrorText();
  const end = async () => {
    const answer = await api.endMySession({ params: { sessionId } });
    if (!answer.ok) return errorText(answer.code);
    await renew();
    return null;
  };
  return (
    <ConfirmButton
      label={w.end}
      title={w.endTitle}
      okText={w.end}
      cancelText={w.cancel}
      isSmall
      onConfirm={end}
    >
      <p>{w.endText}</p>
    </ConfirmButton>
  );
}
