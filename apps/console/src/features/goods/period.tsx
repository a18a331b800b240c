import { DateNotice } from '../../app/date-notice';
import { isDay } from '../../ui/days';
import { DayInput } from '../../ui/day-input';
import { Field } from '../../ui/form';
import { useUrlState } from '../../ui/use-url-state';
import styles from './goods.module.css';
import { useGoodsWords } from './words';

/** Days on which orders were paid, as the address says them; absent: from the first, to the last. */
export function usePeriod(): { readonly from: string | undefined; readonly to: string | undefined } {
  const [params] = useUrlState();
  const [from, to] = [params.get('from'), params.get('to')].map((day) => (isDay(day) ? day : undefined));
  return from && to && from > to ? { from: undefined, to: undefined } : { from, to };
}

/** Picks the two days, both included. */
export function PeriodFields() {
  const w = useGoodsWords();
  const [params, change] = useUrlState();
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <span className={styles.day} key={end}>
          <Field label={w[end]}>
            {(field) => (
              <DayInput
                {...field}
                value={params.get(end) ?? ''}
                onChange={(day, isFaulty) => !isFaulty && change({ [end]: day || null }, { replace: true })}
              />
            )}
          </Field>
        </span>
      ))}
      <DateNotice />
    </>
  );
}
