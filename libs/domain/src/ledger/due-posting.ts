import type { DueStep } from './due';
import { accountOf, breakageOf, type OwnerRef } from './owners';
import type { AccountRef, Entry, Funder, Posting } from './posting';

/**
 * What time has done to an owner's points, as a posting: under a key that the state of the lot gives, so that the job
 * and a member's touch post the very same and only one of them does.
 * @param lot the one that the step is about; its version is the number of its moves
 */
export function duePosting(
  owner: OwnerRef,
  step: DueStep,
  lot: { readonly version: number; readonly funder: Funder } | undefined,
): Posting {
  const move = (from: AccountRef, to: AccountRef): Entry[] => [
    { account: from, amount: -step.points },
    { account: to, amount: step.points },
  ];
  const available = accountOf(owner, 'available');
  if (step.kind === 'lapse') {
    return {
      key: lapseKey(step.holdId),
      kind: 'release',
      reference: { kind: 'hold', id: String(step.holdId) },
      entries: move(accountOf(owner, 'held'), available),
    };
  }
  const funder = lot?.funder ?? { kind: 'system', id: 0 };
  return {
    key: `${step.kind}:${step.lotId}:${lot?.version ?? 0}`,
    kind: step.kind,
    reference: { kind: 'lot', id: String(step.lotId) },
    entries:
      step.kind === 'activate'
        ? move(accountOf(owner, 'pending'), available)
        : move(available, breakageOf(funder, owner.asset)),
  };
}

export const lapseKey = (holdId: number): string => `lapse:${holdId}`;
