import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Refused } from '../../app/api';
import type { Customer } from './customer';

export interface OfCustomer {
  readonly customer: Customer;
}
export interface ActProps extends OfCustomer {
  readonly onClose: () => void;
}

/** As people call them: by name, else by id. */
export const nameOf = ({ nickname, customerId }: Customer): string => nickname ?? customerId;

/** Does something to a whole person, and shows everything anew: nearly every screen tells something of them. */
export function useAct<T>(
  act: () => Promise<T>,
  onDone: (done: T) => void,
): UseMutationResult<T, Refused, void> {
  const cache = useQueryClient();
  return useMutation<T, Refused>({
    mutationFn: act,
    onSuccess: async (done) => {
      onDone(done);
      await cache.invalidateQueries();
    },
  });
}
