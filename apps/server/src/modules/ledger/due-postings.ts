import type { DueStep, Entry } from '@liuliang/domain';
import type { LotBook } from './lot-book';
import { accountOf, breakageOf } from './lot-rows';
import type { OwnerRef } from './lot-records';
import type { LedgerPosting } from './posting-rows';

/**
 * What time has done to an owner's points, as a posting: dated to the instant at which it came due, under a key that
 * the state of the lot gives, so that the job and a member's touch post the very same and only one of them does.
 */
export function duePosting(owner: OwnerRef, step: DueStep, lots: LotBook): LedgerPosting {
  const { brandId } = owner;
  const common = { brandId, occurredAtMs: step.atMs, explanation: {} };
  const move = (from: Entry['account'], to: Entry['account']): Entry[] => [
    { account: from, amount: -step.points },
    { account: to, amount: step.points },
  ];
  const available = accountOf(owner, 'available');
  if (step.kind === 'lapse') {
    return {
      ...common,
      key: lapseKey(step.holdId),
      kind: 'release',
      reference: { kind: 'hold', id: String(step.holdId) },
      entries: move(accountOf(owner, 'held'), available),
    };
  }
  const lot = lots.lot(step.lotId);
  const reference = { kind: 'lot', id: String(step.lotId) } as const;
  const key = `${step.kind}:${step.lotId}:${lot?.version ?? 0}`;
  const funder = lot?.funder ?? { kind: 'system', id: 0 };
  const entries =
    step.kind === 'activate'
      ? move(accountOf(owner, 'pending'), available)
      : move(available, breakageOf(funder, owner.asset));
  return { ...common, key, kind: step.kind, reference, entries };
}

export const lapseKey = (holdId: number): string => `lapse:${holdId}`;
