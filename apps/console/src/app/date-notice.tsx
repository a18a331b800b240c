import { isDay } from '../ui/days';
import { Notice } from '../ui/states';
import { useUrlState } from '../ui/use-url-state';
import { useMessages } from './language';

const isMonth = (text: string) => isDay(`${text}-01`);

/** Says that the range of days, or of months, in the address is none, where a screen shows its usual one instead. */
export function DateNotice({ of = 'days' }: { readonly of?: 'days' | 'months' }) {
  const m = useMessages();
  const [params] = useUrlState();
  const [from, to] = [params.get('from'), params.get('to')];
  const isTime = of === 'days' ? isDay : isMonth;
  const isFine = [from, to].every((end) => end === null || isTime(end)) && (!from || !to || from <= to);
  return isFine ? null : <Notice tone="danger">{m.app.dateFault}</Notice>;
}
