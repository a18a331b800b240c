import type { Result } from '@liuliang/domain';
import type { ErrorCode } from '@liuliang/contract';
import type { Refusal, Refuse } from '../../platform/http';

/** Refusals that follow from a key of our own making: a fault of ours, whoever asked. */
type OurFault = 'LEDGER_KEY_REUSED' | 'HOLD_UNKNOWN';

/** What a hold answered; a refusal is thrown on, which takes back what the transaction had written. */
export function mustHold<T, C extends ErrorCode>(
  answer: Result<T, { readonly code: C }>,
  refuse: Refuse<Exclude<C, OurFault>>,
): T {
  if (answer.ok) return answer.value;
  const { code, ...data } = answer.error;
  if (code === 'LEDGER_KEY_REUSED' || code === 'HOLD_UNKNOWN') return mustSucceed(answer);
  refuse(code as Exclude<C, OurFault>, data);
}

/** As `mustHold`, for keys of our own making: a refusal is a fault of ours. */
export function mustSucceed<T>(answer: Result<T, { readonly code: string }>): T {
  if (answer.ok) return answer.value;
  throw new Error(`What a hold was made for could not be done: ${answer.error.code}`);
}

/**
 * As `mustSucceed`, for a release. A hold lapses by itself at its time limit: whoever touched its owner first has given
 * the points back, which is all that was wanted.
 */
export function mustBeFree(released: Result<unknown, Refusal>): void {
  if (!released.ok && isLapsed(released.error)) return;
  mustSucceed(released);
}

const isLapsed = ({ code, state }: Refusal): boolean =>
  code === 'HOLD_LAPSED' || (code === 'HOLD_SETTLED' && state === 'lapsed');
