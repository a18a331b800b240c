import { Button, Input } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow } from '../../app/api';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { saveText } from '../../ui/download';
import { Field } from '../../ui/form';
import { formatPoints } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Notice } from '../../ui/states';
import styles from './customer.module.css';
import { MergeDialog, Merges } from './merges';
import { nameOf, useAct, type ActProps, type OfCustomer } from './person-act';
import { useCustomerWords } from './words';

/** Export, merging and erasing: what is done to a whole person, each after a question that names them. */
export function PersonActions({ customer }: OfCustomer) {
  const w = useCustomerWords().acts;
  const [open, setOpen] = useState<'export' | 'merge' | 'erase' | null>(null);
  const close = () => setOpen(null);
  return (
    <Panel title={w.title} hint={w.hint}>
      <div className={styles.acts}>
        <Button onClick={() => setOpen('export')}>{w.export}</Button>
        <Button onClick={() => setOpen('merge')}>{w.merge}</Button>
        <Button danger onClick={() => setOpen('erase')}>
          {w.erase}
        </Button>
      </div>
      <Merges customer={customer} />
      {open === 'export' && <ExportDialog customer={customer} onClose={close} />}
      {open === 'merge' && <MergeDialog customer={customer} onClose={close} />}
      {open === 'erase' && <EraseDialog customer={customer} onClose={close} />}
    </Panel>
  );
}

function ExportDialog({ customer, onClose }: ActProps) {
  const w = useCustomerWords().acts;
  const { customerId } = customer;
  const act = useAct(
    async () => replyOrThrow(await api.exportCustomer({ params: { customerId }, body: {} })),
    (document) => {
      saveText(`${customerId}.json`, JSON.stringify(document, null, 2), 'application/json');
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={w.exportTitle(nameOf(customer))}
      okText={w.export}
      cancelText={w.cancel}
      action={act}
      onClose={onClose}
    >
      <p>{w.exportText}</p>
    </ConfirmDialog>
  );
}

function EraseDialog({ customer, onClose }: ActProps) {
  const w = useCustomerWords().acts;
  const { customerId, pointsAvailable } = customer;
  const [typed, setTyped] = useState('');
  const act = useAct(
    async () => replyOrThrow(await api.eraseCustomer({ params: { customerId }, body: { confirm: 'ERASE' } })),
    onClose,
  );
  return (
    <ConfirmDialog
      title={w.eraseTitle(nameOf(customer))}
      okText={w.erase}
      cancelText={w.cancel}
      action={act}
      onClose={onClose}
      isDanger
      isOff={typed.trim() !== w.eraseWord}
    >
      <Notice tone="danger">{w.eraseText(formatPoints(Math.max(0, pointsAvailable)))}</Notice>
      <Field label={w.eraseType(w.eraseWord)} hint={customerId}>
        {(field) => (
          <Input
            {...field}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
