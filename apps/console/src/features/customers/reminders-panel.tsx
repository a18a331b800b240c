import { api, useReply } from '../../app/api';
import { useLanguage } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { reminderNames } from '../../app/reminder-names';
import { Panel } from '../../ui/panel';
import { Facts } from '../../ui/facts';
import { Skeleton } from '../../ui/states';
import styles from './membership.module.css';
import { useCustomerWords } from './words';

/** What WeChat may still tell the customer; nothing where the brand has no templates. */
export function RemindersPanel({ customerId }: { readonly customerId: string }) {
  const w = useCustomerWords().reminders;
  const language = useLanguage();
  const reminders = useReply('customerReminders', customerId, () =>
    api.customerReminders({ params: { customerId } }),
  );
  if (reminders.data?.items.length === 0) return null;
  return (
    <Panel title={w.title}>
      <Loaded query={reminders} skeleton={<Skeleton height={60} />}>
        {({ items, isSilent }) => (
          <div className={styles.stack}>
            <Facts
              of={items.map(({ purpose, left, isAlways }) => [
                reminderNames[purpose][language],
                isAlways ? w.always(left) : w.times(left),
              ])}
            />
            {isSilent && <p className={styles.quiet}>{w.silent}</p>}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
