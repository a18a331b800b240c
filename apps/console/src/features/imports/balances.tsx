import { Link } from 'react-router';
import { DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { Points } from '../../ui/figures';
import { formatCount, UNKNOWN } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Notice } from '../../ui/states';
import type { Preview } from './answers';
import styles from './imports.module.css';
import type { ImportJob } from './kinds';
import { useImportWords } from './words';

/** What a file of balances would bring, and whether one person is enough to let it. */
export function BalancesToCome({ of }: { readonly of: NonNullable<Preview['balances']> }) {
  const w = useImportWords().preview;
  const { points, growth, persons, unknown, holding, largest, needsSecond, mayConfirm } = of;
  return (
    <Panel title={w.balances}>
      <div className={styles.result}>
        <Facts
          of={[
            [w.sumPoints, formatCount(points)],
            [w.sumGrowth, formatCount(growth)],
            [w.persons, formatCount(persons)],
            [w.unknown, formatCount(unknown)],
            [w.holding, formatCount(holding)],
            [w.largest, largest ? w.largestAt(formatCount(largest.points), largest.line) : UNKNOWN],
          ]}
        />
        {needsSecond && (
          <Notice tone={mayConfirm ? 'attention' : 'danger'}>{mayConfirm ? w.secondYours : w.second}</Notice>
        )}
      </div>
    </Panel>
  );
}

/** Balances of an import that were used since, with whose they are. */
export function MovedBalances({ of }: { readonly of: NonNullable<ImportJob['moved']> }) {
  const w = useImportWords().reversal;
  const more = of.balances - of.first.length;
  return (
    <Panel title={w.movedTitle} hint={more > 0 ? w.movedMore(formatCount(more)) : undefined} flush>
      <DataTable
        caption={w.movedTitle}
        rows={of.first}
        keyOf={({ customerId, points, left }) => `${customerId} ${points} ${left}`}
        columns={[
          {
            key: 'member',
            title: w.member,
            render: ({ customerId }) => <Link to={`/customers/${customerId}`}>{w.seeMember}</Link>,
          },
          {
            key: 'brought',
            title: w.brought,
            align: 'end',
            render: ({ points }) => <Points value={points} />,
          },
          { key: 'left', title: w.stillThere, align: 'end', render: ({ left }) => <Points value={left} /> },
        ]}
      />
    </Panel>
  );
}
