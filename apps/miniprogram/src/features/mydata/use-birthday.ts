import { useState } from 'react';
import { words } from '../../messages';
import { personal, useResource } from '../../platform/resource';
import { api } from '../../platform/session';
import { useAction } from '../../platform/use-action';
import { toast } from '../../ui/toast';
import type { Birthday, MyBirthday } from './birthday.shared';

/** Kept in memory only, as everything that says who somebody is. */
const myBirthday = personal<MyBirthday>({ load: () => api.myBirthday() });

export const useMyBirthday = () => useResource(myBirthday);

/** Choosing a birthday: calendar, month and day, none of them guessed. */
export function useBirthdayChoice(known: Birthday | null, onDone: () => void) {
  const [calendar, setCalendar] = useState<Birthday['calendar']>(known?.calendar ?? 'gregorian');
  const [month, setMonth] = useState<number | null>(known?.month ?? null);
  const [day, setDay] = useState<number | null>(known?.day ?? null);
  const saving = useAction(
    (birthday: Birthday) => api.setMyBirthday({ body: birthday }),
    (value) => {
      myBirthday.put(value);
      toast(words().birthday.saved);
      onDone();
    },
  );
  return {
    calendar,
    month,
    day,
    chooseCalendar: (next: Birthday['calendar']) => {
      setCalendar(next);
      // The same numbers are another day by the other calendar.
      setMonth(null);
      setDay(null);
    },
    chooseMonth: (next: number) => {
      setMonth(next);
      setDay(null);
    },
    chooseDay: setDay,
    saving,
    chosen: month === null || day === null ? null : { calendar, month, day },
  };
}

export const useForgetting = (onDone: () => void) =>
  useAction(
    () => api.forgetMyBirthday(),
    (value: MyBirthday) => {
      myBirthday.put(value);
      toast(words().birthday.forgotten);
      onDone();
    },
  );
