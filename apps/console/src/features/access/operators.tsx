import type { ClientAnswer, ReplyOf } from '@liuliang/contract/client';
import { api, queryClient } from '../../app/api';
import { useErrorText, useMessages, wordFor } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { Panel } from '../../ui/panel';
import styles from './access.module.css';
import { useAccessWords } from './words';

type Account = ReplyOf<'operatorAccounts'>['items'][number];

/** Accounts of the console with what ends their access. */
export function Operators({ accounts }: { readonly accounts: readonly Account[] }) {
  const w = useAccessWords();
  return (
    <Panel title={w.operators} hint={w.operatorsHint} flush>
      <DataTable
        caption={w.operators}
        columns={useColumns()}
        rows={accounts}
        keyOf={({ operatorId }) => operatorId}
      />
    </Panel>
  );
}

function useColumns(): readonly Column<Account>[] {
  const w = useAccessWords();
  const m = useMessages();
  return [
    {
      key: 'who',
      title: w.who,
      render: ({ displayName, login, isMe }) => (
        <span className={styles.who}>
          <span>
            {displayName}
            {isMe && <span className={styles.quiet}> · {w.me}</span>}
          </span>
          <span className={styles.quiet}>{login}</span>
        </span>
      ),
    },
    { key: 'role', title: w.role, render: ({ role }) => wordFor(m.roles, role) },
    {
      key: 'scope',
      title: w.scope,
      render: ({ storeScope }) => (storeScope === null ? w.wholeBrand : storeScope.join(', ')),
      wideOnly: true,
    },
    {
      key: 'state',
      title: w.state,
      render: ({ dismissedAtMs }) =>
        dismissedAtMs === null ? w.active : <span className={styles.off}>{w.dismissed}</span>,
    },
    {
      key: 'totp',
      title: w.totp,
      render: ({ totpEnabled }) => (totpEnabled ? w.totpOn : <span className={styles.off}>{w.totpOff}</span>),
      wideOnly: true,
    },
    {
      key: 'last',
      title: w.lastSignIn,
      align: 'end',
      wideOnly: true,
      render: ({ signedInAtMs }) =>
        signedInAtMs === null ? (
          <span className={styles.off}>{w.never}</span>
        ) : (
          <Instant value={signedInAtMs} />
        ),
    },
    { key: 'sessions', title: w.sessions, align: 'end', render: ({ sessions }) => sessions },
    { key: 'actions', title: '', align: 'end', render: (account) => <Actions account={account} /> },
  ];
}

type Done = ClientAnswer<'dismissOperator'> | ClientAnswer<'reinstateOperator'>;

function Actions({ account }: { readonly account: Account }) {
  const w = useAccessWords();
  const errorText = useErrorText();
  const { displayName, dismissedAtMs, totpEnabled, sessions } = account;
  const input = { params: { operatorId: account.operatorId } };
  const doing = (call: () => Promise<Done>) => async () => {
    const answer = await call();
    if (!answer.ok) return errorText(answer.code);
    await queryClient.invalidateQueries({ queryKey: ['operatorAccounts'] });
    return null;
  };
  const common = { cancelText: w.cancel, isSmall: true };
  return (
    <span className={styles.actions}>
      {sessions > 0 && (
        <ConfirmButton
          {...common}
          label={w.endSessions}
          title={w.endSessionsTitle(displayName)}
          okText={w.endSessions}
          onConfirm={doing(() => api.endOperatorSessions(input))}
        >
          <p>{w.endSessionsText}</p>
        </ConfirmButton>
      )}
      {totpEnabled && (
        <ConfirmButton
          {...common}
          label={w.resetTotp}
          title={w.resetTotpTitle(displayName)}
          okText={w.resetTotp}
          isDangerous
          onConfirm={doing(() => api.resetOperatorTotp(input))}
        >
          <p>{w.resetTotpText}</p>
        </ConfirmButton>
      )}
      {dismissedAtMs === null ? (
        <ConfirmButton
          {...common}
          label={w.dismiss}
          title={w.dismissTitle(displayName)}
          okText={w.dismiss}
          isDangerous
          onConfirm={doing(() => api.dismissOperator(input))}
        >
          <p>{w.dismissText}</p>
        </ConfirmButton>
      ) : (
        <ConfirmButton
          {...common}
          label={w.reinstate}
          title={w.reinstateTitle(displayName)}
          okText={w.reinstate}
          onConfirm={doing(() => api.reinstateOperator(input))}
        >
          <p>{w.reinstateText}</p>
        </ConfirmButton>
      )}
    </span>
  );
}
