import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { Link } from 'react-router';
import styles from './adjustments.module.css';
import type { DecisionAction } from './decision';
import { useAdjustmentWords } from './words';

type Adjustment = ReplyOf<'adjustment'>;

/** Whose points move, leading to where they stand. */
export function Who({ of }: { readonly of: Adjustment }) {
  const name = of.who ?? of.ownerId;
  return of.ownerKind === 'member' ? (
    <Link to={`/customers/${of.ownerId}`}>{name}</Link>
  ) : (
    <Link to={`/points/ledger?kind=guide&owner=${of.ownerId}`}>{name}</Link>
  );
}

/** What the operator may do about an adjustment that waits. */
export function Actions({
  of,
  decide,
}: {
  readonly of: Adjustment;
  readonly decide: (of: Adjustment, verb: DecisionAction) => void;
}) {
  const w = useAdjustmentWords();
  if (!of.may.decide && !of.may.withdraw) return <>—</>;
  return (
    <span className={styles.actions}>
      {of.may.decide && (
        <>
          <Button size="small" type="primary" onClick={() => decide(of, 'approve')}>
            {w.approve}
          </Button>
          <Button size="small" onClick={() => decide(of, 'refuse')}>
            {w.refuse}
          </Button>
        </>
      )}
      {of.may.withdraw && (
        <Button size="small" onClick={() => decide(of, 'withdraw')}>
          {w.withdraw}
        </Button>
      )}
    </span>
  );
}
