import { Link, useLocation } from 'react-router';
import { Notice } from '../../ui/states';
import { can, useOperator } from '../operator';
import { ChangeText } from './change-text';
import { useLimitChanges } from './limit-changes';
import styles from './limits.module.css';
import { useLimitWords, type LimitChange } from './words';

/** Where a limit is set, and its changes are decided. */
const places: Readonly<Record<LimitChange['limit'], string>> = {
  'adjustments.limitPoints': '/points/adjustments',
  'adjustments.maxPoints': '/points/adjustments',
  'settlement.secondPersonFen': '/settlement/statements',
  'publishing.earningAlone': '/points/rules',
  'publishing.tiersAlone': '/points/tiers',
};
const placeOf = ({ limit }: LimitChange): string => places[limit];

/** Above every screen of every owner: two-person limits that are to become looser, and those that lately did. */
export function LimitNotice() {
  const w = useLimitWords();
  const { pathname } = useLocation();
  const isOwner = can(useOperator(), 'limits.approve');
  const { data } = useLimitChanges(isOwner);
  // Where it is set it stands beside the setting.
  const told = data?.items.filter((one) => one.state !== 'withdrawn' && placeOf(one) !== pathname) ?? [];
  if (!isOwner || !data || told.length === 0) return null;
  return (
    <div className={styles.notices}>
      {told.map((of) => (
        <Notice key={of.limitChangeId} tone={of.state === 'counts' ? 'info' : 'attention'}>
          <ChangeText of={of} pauseMs={data.pauseMs} /> <Link to={placeOf(of)}>{w.look}</Link>
        </Notice>
      ))}
    </div>
  );
}
