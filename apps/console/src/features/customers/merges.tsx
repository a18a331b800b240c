import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { api, replyOrThrow, useReply } from '../../app/api';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { IdLink } from '../../app/id-link';
import { Loaded } from '../../app/loaded';
import { useMoment } from '../../ui/context';
import { Field } from '../../ui/form';
import { formatBalance, formatCount, formatInstant, formatMoney, UNKNOWN } from '../../ui/format';
import { Skeleton } from '../../ui/states';
import type { Customer } from './customer';
import styles from './customer.module.css';
import { nameOf, useAct, type ActProps, type OfCustomer } from './person-act';
import { useCustomerWords } from './words';

/** Two customers become one, by the word of whoever looked at both. */
export function MergeDialog({ customer, onClose }: ActProps) {
  const w = useCustomerWords().acts;
  const { customerId } = customer;
  const [typed, setTyped] = useState('');
  const otherId = typed.trim();
  const isId = /^cus_[0-9A-Za-z]{1,24}$/.test(otherId) && otherId !== customerId;
  const other = useReply('customer360', otherId, () => api.customer360({ params: { customerId: otherId } }), {
    isWanted: isId,
  });
  const act = useAct(
    async () => replyOrThrow(await api.mergeCustomers({ params: { customerId }, body: { otherId } })),
    onClose,
  );
  const isSame = other.data?.customerId === customerId;
  return (
    <ConfirmDialog
      title={
        other.data && !isSame
          ? w.mergeTitle(nameOf(customer), nameOf(other.data))
          : w.mergeWith(nameOf(customer))
      }
      okText={w.merge}
      cancelText={w.cancel}
      action={act}
      onClose={onClose}
      isOff={!isId || !other.data || isSame}
    >
      <p>{w.mergeText}</p>
      <Field label={w.otherId} hint={w.otherHint} fault={isSame && isId ? w.same : undefined}>
        {(field) => (
          <Input
            {...field}
            autoComplete="off"
            placeholder="cus_…"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {isId && (
        <Loaded query={other} skeleton={<Skeleton height={150} />}>
          {(found) => <Pair one={customer} other={found} />}
        </Loaded>
      )}
    </ConfirmDialog>
  );
}

/** The two side by side, so that whoever merges sees whom. */
function Pair({ one, other }: { readonly one: Customer; readonly other: Customer }) {
  const words = useCustomerWords();
  const facts = words.page.facts;
  const moment = useMoment();
  const { language } = moment;
  const both = [one, other];
  const rows: readonly [string, (of: Customer) => ReactNode][] = [
    [words.acts.id, (of) => <IdLink id={of.customerId} />],
    [facts.mobile, (of) => of.mobileMasked ?? UNKNOWN],
    [
      words.acts.joined,
      (of) => (of.joinedAtMs === null ? words.page.notJoined : formatInstant(of.joinedAtMs, moment)),
    ],
    [facts.orders, (of) => formatCount(of.orders)],
    [facts.spent, (of) => formatMoney(of.spentFen)],
    [facts.points, (of) => formatBalance(of.pointsAvailable, language)],
  ];
  return (
    <table className={styles.both}>
      <thead>
        <tr>
          <td />
          {both.map((of) => (
            <th key={of.customerId} scope="col">
              {nameOf(of)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, textOf]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {both.map((of) => (
              <td key={of.customerId}>{textOf(of)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Merges that stand, each with the way to take it back. */
export function Merges({ customer }: OfCustomer) {
  const w = useCustomerWords().acts;
  const moment = useMoment();
  const [undoing, setUndoing] = useState<Customer['merges'][number] | null>(null);
  if (customer.merges.length === 0) return null;
  return (
    <>
      <h3 className={styles.pairName}>{w.merges}</h3>
      <ul className={styles.pairs}>
        {customer.merges.map((merge) => (
          <li key={merge.mergeId} className={styles.pair}>
            <span>
              <IdLink id={merge.aliasId} />
              <br />
              <span className={styles.quiet}>{formatInstant(merge.atMs, moment)}</span>
            </span>
            <Button size="small" onClick={() => setUndoing(merge)}>
              {w.undo}
            </Button>
          </li>
        ))}
      </ul>
      {undoing && <UndoDialog customer={customer} merge={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

function UndoDialog({ customer, merge, onClose }: ActProps & { readonly merge: Customer['merges'][number] }) {
  const w = useCustomerWords().acts;
  const params = { customerId: customer.customerId, mergeId: merge.mergeId };
  const act = useAct(async () => replyOrThrow(await api.unmergeCustomers({ params, body: {} })), onClose);
  return (
    <ConfirmDialog
      title={w.undoTitle(nameOf(customer), merge.aliasId)}
      okText={w.undo}
      cancelText={w.cancel}
      action={act}
      onClose={onClose}
    >
      <p>{w.undoText}</p>
    </ConfirmDialog>
  );
}
