import { HQ, NEVER_MS, type Funder, type LotTerms } from '@liuliang/domain';
import type { LotRow, TransactionRow } from './entities';
import { explanationOf } from './posting-rows';
import type { NamedEntryRow } from './queries';

/** Keys of the explanation by which postings after a late fact tell what they are. */
export const LATE = { ofEarning: 'late', ofDue: 'late-due', ofLots: 'late-lots' } as const;

/** Whether what became known at an instant counts by when it happened. */
export type Settles = (knownAtMs: number) => boolean;

/** @param settles whether it counts by when it happened, and not as of when it was posted */
export const happened = (
  { id, occurredAtMs, postedAtMs }: TransactionRow,
  ownerId: number,
  settles: boolean,
) => ({
  id,
  ownerId,
  atMs: settles ? occurredAtMs : postedAtMs,
  isLive: !settles || occurredAtMs === postedAtMs,
});

/** What a lot says of a credit that nothing else tells. */
export const ofLot = ({ id, amount, funderKind, funderId, storeId }: LotRow) => ({
  source: `lot:${id}`,
  points: amount,
  funder: { kind: funderKind, id: funderId },
  storeId,
  activatesAtMs: 0,
  extendToMs: null,
});

export const termsAsFacts = (terms: LotTerms | undefined) => ({
  activatesAtMs: terms?.activatesAtMs ?? 0,
  expiresAtMs: terms?.expiresAtMs ?? NEVER_MS,
  extendToMs: terms?.extendTo ?? null,
  storeId: terms?.storeId ?? 0,
});

export const isMembersTerms = ({ owner, asset }: LotTerms): boolean =>
  owner.kind === 'member' && asset === 'points';

export const isMembers =
  (ownerId: number) =>
  ({ owner, asset }: LotTerms): boolean =>
    owner.kind === 'member' && owner.id === ownerId && asset === 'points';

export const sumOf = (lines: readonly NamedEntryRow[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

/** Below zero: given. */
export const issuedBy = (lines: readonly NamedEntryRow[]): number =>
  sumOf(lines.filter(({ asset, bucket }) => asset === 'points' && bucket === 'issuance'));

export const funderOf = ({ ownerKind, ownerId }: NamedEntryRow): Funder =>
  ownerKind === 'store' || ownerKind === 'supplier' ? { kind: ownerKind, id: ownerId } : HQ;

/** The earning that a posting takes back from, or gives back to; null when it is about none. */
export function dueOf(row: TransactionRow): string | null {
  const { rule, source } = explanationOf(row.explanation);
  const isDue = row.kind === 'clawback' || (row.kind === 'settle' && rule === LATE.ofDue);
  if (!isDue) return null;
  return typeof source === 'string' ? source : `earn:${row.referenceId}`;
}

/** Whether it says anew what an order or event earned. */
export const isOfEarning = (row: TransactionRow): boolean =>
  row.kind === 'settle' && explanationOf(row.explanation).rule === LATE.ofEarning;
