import { ApiOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Input } from 'antd';
import { useState } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { useMoment } from '../../ui/context';
import { DataTable, type Column } from '../../ui/data-table';
import { Dialog } from '../../ui/dialog';
import { Instant } from '../../ui/figures';
import { Field, WholeNumber } from '../../ui/form';
import { formatInstant, UNKNOWN } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { EmptyState, Notice } from '../../ui/states';
import styles from './access.module.css';
import { useAccessWords } from './words';

type Key = ReplyOf<'connectorKeys'>['items'][number];
type Fresh = ReplyOf<'createConnectorKey'>;

const HOURS = { usual: 24, most: 168 };
const renew = () => queryClient.invalidateQueries({ queryKey: ['connectorKeys'] });

/** Keys of systems that send data. A secret is held only while the dialog that shows it is open. */
export function ConnectorKeys({ keys }: { readonly keys: readonly Key[] }) {
  const w = useAccessWords();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const columns = useColumns(setFresh);
  return (
    <Panel title={w.keys} hint={w.keysHint} actions={<NewKey onFresh={setFresh} />} flush>
      {keys.length === 0 ? (
        <EmptyState icon={<ApiOutlined />} title={w.none} text={w.noneText} />
      ) : (
        <DataTable caption={w.keys} columns={columns} rows={keys} keyOf={({ connectorId }) => connectorId} />
      )}
      {fresh && <SecretDialog fresh={fresh} onClose={() => setFresh(null)} />}
    </Panel>
  );
}

function useColumns(onFresh: (fresh: Fresh) => void): readonly Column<Key>[] {
  const w = useAccessWords();
  const moment = useMoment();
  const stateOf = ({ revokedAtMs, formerEndsAtMs }: Key) => {
    if (revokedAtMs !== null)
      return <span className={styles.off}>{w.revoked(formatInstant(revokedAtMs, moment))}</span>;
    return formerEndsAtMs === null ? w.signs : w.formerUntil(formatInstant(formerEndsAtMs, moment));
  };
  return [
    { key: 'name', title: w.name, render: ({ name }) => name },
    { key: 'key', title: w.key, render: ({ keyId }) => <code>{keyId}</code>, wideOnly: true },
    { key: 'state', title: w.state, render: stateOf },
    {
      key: 'created',
      title: w.created,
      align: 'end',
      render: ({ createdAtMs }) => (createdAtMs === null ? UNKNOWN : <Instant value={createdAtMs} />),
      wideOnly: true,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (key) =>
        key.revokedAtMs === null && (
          <span className={styles.actions}>
            <Rotate of={key} onFresh={onFresh} />
            <Revoke of={key} />
          </span>
        ),
    },
  ];
}

function NewKey({ onFresh }: { readonly onFresh: (fresh: Fresh) => void }) {
  const w = useAccessWords();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const create = async () => {
    const answer = await api.createConnectorKey({ body: { name: name.trim() } });
    if (!answer.ok) return errorText(answer.code);
    onFresh(answer.value);
    setName('');
    await renew();
    return null;
  };
  return (
    <ConfirmButton
      label={w.newKey}
      title={w.newKeyTitle}
      okText={w.newKey}
      cancelText={w.cancel}
      isReady={name.trim() !== ''}
      onConfirm={create}
    >
      <div className={styles.dialog}>
        <p>{w.newKeyText}</p>
        <Field label={w.keyName} hint={w.keyNameHint}>
          {(field) => (
            <Input {...field} value={name} maxLength={64} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </div>
    </ConfirmButton>
  );
}

function Rotate({ of, onFresh }: { readonly of: Key; readonly onFresh: (fresh: Fresh) => void }) {
  const w = useAccessWords();
  const errorText = useErrorText();
  const [overlapHours, setHours] = useState(HOURS.usual);
  const rotate = async () => {
    const { connectorId } = of;
    const answer = await api.rotateConnectorKey({ params: { connectorId }, body: { overlapHours } });
    if (!answer.ok) return errorText(answer.code);
    onFresh(answer.value);
    await renew();
    return null;
  };
  return (
    <ConfirmButton
      label={w.rotate}
      title={w.rotateTitle(of.name)}
      okText={w.rotate}
      cancelText={w.cancel}
      isSmall
      onConfirm={rotate}
    >
      <div className={styles.dialog}>
        <p>{w.rotateText}</p>
        <Field label={w.overlap}>
          {(field) => (
            <WholeNumber
              {...field}
              value={overlapHours}
              max={HOURS.most}
              unit={w.hours}
              onChange={setHours}
            />
          )}
        </Field>
      </div>
    </ConfirmButton>
  );
}

function Revoke({ of }: { readonly of: Key }) {
  const w = useAccessWords();
  const errorText = useErrorText();
  const revoke = async () => {
    const answer = await api.revokeConnectorKey({ params: { connectorId: of.connectorId } });
    if (!answer.ok) return errorText(answer.code);
    await renew();
    return null;
  };
  return (
    <ConfirmButton
      label={w.revoke}
      title={w.revokeTitle(of.name)}
      okText={w.revoke}
      cancelText={w.cancel}
      isDangerous
      isSmall
      onConfirm={revoke}
    >
      <p>{w.revokeText}</p>
    </ConfirmButton>
  );
}

function SecretDialog({ fresh, onClose }: { readonly fresh: Fresh; readonly onClose: () => void }) {
  const w = useAccessWords();
  return (
    <Dialog title={w.secretTitle} okText={w.done} cancelText={null} onOk={onClose} onCancel={onClose} isOnce>
      <div className={styles.dialog}>
        <Notice>{w.secretText}</Notice>
        <p>{w.key}</p>
        <code className={styles.secret}>{fresh.key.keyId}</code>
        <p>{w.secret}</p>
        <code className={styles.secret}>{fresh.secret}</code>
      </div>
    </Dialog>
  );
}
