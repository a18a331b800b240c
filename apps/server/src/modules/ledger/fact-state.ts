import {
  dueSteps,
  funderSlot,
  settledAt,
  settledBy,
  stepsTo,
  type FunderSums,
  type OverdueHold,
  type Settled,
  type StoredOwner,
} from '@liuliang/domain';
import type { HoldRow } from './entities';
import type { KnownFacts } from './fact-reader';

/**
 * What of a family's points is not what its facts say, whether or not what came due has been posted.
 * @returns nothing where all is right
 */
export function faultsOfFacts(known: KnownFacts, nowMs: number): string[] {
  const settled = settledBy(known.facts, nowMs, known.policy);
  const faults: string[] = [];
  for (const ownerId of known.ownerIds) {
    const facts = settled.owners.get(ownerId) ?? NOTHING;
    let places = 0;
    const steps = stepsTo(facts, storedAt(known, ownerId, nowMs), () => (places -= 1));
    if (steps.length > 0) faults.push(`points of member ${ownerId}: other lots than its facts say`);
  }
  for (const [name, from, to] of fundersOf(known, settled, nowMs)) {
    if (from !== to)
      faults.push(`points of member ${known.ownerIds[0]}: ${name} ${from} where facts say ${to}`);
  }
  return faults;
}

const NOTHING = { lots: [], holds: [], debts: [], writeOffs: [] };

const overdueAmong = ({ holds, heldParts }: KnownFacts, ownerId: number): OverdueHold[] =>
  holds.flatMap((hold) =>
    hold.ownerId === ownerId && isOpen(hold)
      ? [{ holdId: hold.id, untilMs: hold.expiresAtMs, parts: partsOf(heldParts, hold.id) }]
      : [],
  );

const isOpen = ({ state }: HoldRow): boolean => state === 'open';
const partsOf = (held: KnownFacts['heldParts'], holdId: number) =>
  [...(held.get(holdId) ?? [])].map(([lotId, points]) => ({ lotId, points }));

function storedAt(known: KnownFacts, ownerId: number, nowMs: number): StoredOwner {
  const own = known.lots.filter((lot) => lot.ownerId === ownerId);
  const now = new Map(settledAt(own, overdueAmong(known, ownerId), nowMs).map((lot) => [lot.id, lot]));
  return {
    lots: own.map((lot) => {
      const { pending, remaining, held } = now.get(lot.id) ?? lot;
      const rootId = lot.amount < 0 ? 0 : (known.rootOf.get(lot.id) ?? lot.openedBy);
      return { id: lot.id, rootId, expiresAtMs: lot.expiresAtMs, pending, remaining, held };
    }),
    holds: known.holds.flatMap((hold) =>
      hold.ownerId === ownerId && isOpen(hold) && hold.expiresAtMs > nowMs
        ? [{ id: hold.id, parts: known.heldParts.get(hold.id) ?? new Map<number, number>() }]
        : [],
    ),
  };
}

function* fundersOf(known: KnownFacts, settled: Settled, nowMs: number): Generator<[string, number, number]> {
  const breakage = sumsBySlot(known.sums.breakage);
  for (const ownerId of known.ownerIds) {
    const own = known.lots.filter((lot) => lot.ownerId === ownerId);
    const funders = new Map(own.map((lot) => [lot.id, `${lot.funderKind}:${lot.funderId}`]));
    for (const step of dueSteps(own, overdueAmong(known, ownerId), nowMs)) {
      if (step.kind !== 'expire') continue;
      const slot = funders.get(step.lotId) ?? '';
      breakage.set(slot, (breakage.get(slot) ?? 0) + step.points);
    }
  }
  yield* compared('breakage', breakage, sumsBySlot(settled.breakage));
  yield* compared('written off', sumsBySlot(known.sums.writtenOff), sumsBySlot(settled.writtenOff));
  yield* compared('taken back', known.sums.dueBack, settled.dueBack);
}

function* compared(
  name: string,
  from: ReadonlyMap<string, number>,
  to: ReadonlyMap<string, number>,
): Generator<[string, number, number]> {
  for (const slot of new Set([...from.keys(), ...to.keys()]))
    yield [`${name} ${slot}`, from.get(slot) ?? 0, to.get(slot) ?? 0];
}

const sumsBySlot = (sums: FunderSums): Map<string, number> =>
  new Map(sums.all().map(({ funder, points }) => [funderSlot(funder), points]));
