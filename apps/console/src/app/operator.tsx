import type { ReplyOf } from '@liuliang/contract/client';
import { createContext, useContext } from 'react';
import { addDays, dayOf, type Day } from '../ui/days';
import type { Period } from './figure-filter';
import type { Permission } from './feature';

export type Operator = ReplyOf<'operatorProfile'>;

const OperatorContext = createContext<Operator | null>(null);
export const OperatorProvider = OperatorContext.Provider;

export function useOperator(): Operator {
  const operator = useContext(OperatorContext);
  if (!operator) throw new Error('Only screens behind sign-in know an operator');
  return operator;
}

export const can = (operator: Operator, permission: Permission): boolean =>
  operator.permissions.includes(permission);

/** Today in the brand's time zone. */
export function useToday(): Day {
  return dayOf(Date.now(), useOperator().brand.timeZone);
}

/** The last 30 full days: the day before them, against yesterday. Today is not over and would look like a fall. */
export const defaultPeriod = (today: Day): Period => ({ from: addDays(today, -30), to: addDays(today, -1) });
