import { NEVER_MS } from '../shared/limits';
import { LOT_BUCKETS } from './lot-effects';
import { partsCaptured } from './lot-effects';
import { byExpiry, dueAtOf, giveBack } from './lots';
import type { HoldRecord, LotRecord, OwnerHistory } from './owner-history';
import {
  BUCKET_OF,
  carriedUntil,
  openedUntil,
  openedWith,
  replay,
  takenInTurn,
  termsFor,
  type Step,
} from './replay';

type Fault = (text: string) => void;

/** What does not add up in the history of one owner, each thing once. */
export interface HistoryFaults {
  readonly lots: readonly string[];
  readonly holds: readonly string[];
}

/**
 * Replays what is stored of one owner's points: lots and their moves (INV-5), holds (INV-7).
 * @yields wherever the work may pause: a long history takes longer than others of the process should wait
 */
export function* historyFaults(history: OwnerHistory): Generator<void, HistoryFaults> {
  const { ownerKind, ownerId, asset } = history.owner;
  const whose = `${asset} of ${ownerKind} ${ownerId}`;
  const [rows, told, holds] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const lot of history.lots) {
    checkLot(history, lot, (text) => rows.add(`lot ${lot.id}: ${text}`));
    yield;
  }
  for (const step of replay(history, (text) => told.add(`${whose}: ${text}`))) {
    checkStep(history, step, (text) => told.add(`${whose}: transaction ${step.transaction.id}: ${text}`));
    yield;
  }
  for (const figure of LOT_BUCKETS) {
    const sum = history.lots.reduce((total, lot) => total + lot[figure], 0);
    const balance = history.balances.get(BUCKET_OF[figure]) ?? 0;
    if (sum !== balance) told.add(`${whose}: lots sum to ${sum} ${BUCKET_OF[figure]} where ${balance} are`);
  }
  checkHolds(history, (text) => holds.add(`${whose}: ${text}`));
  return { lots: [...rows, ...told], holds: [...holds] };
}

/** Kinds that take from whatever expires first, and may take nothing that has expired. */
const SPENDING: ReadonlySet<string> = new Set(['hold', 'transfer', 'adjust']);

/** INV-5, row by row: a lot is what its opening and its moves say, version by version, and when something is due. */
function checkLot(history: OwnerHistory, lot: LotRecord, fault: Fault): void {
  const moves = history.moves.get(lot.id) ?? [];
  const figures = openedWith(lot, moves);
  if (figures.pending + figures.remaining + figures.held !== lot.amount)
    fault('it does not start at its amount');
  let expiresAtMs = openedUntil(history, lot);
  moves.forEach((move, i) => {
    for (const figure of LOT_BUCKETS) figures[figure] += move[`${figure}Change`];
    const follows = LOT_BUCKETS.every((figure) => figures[figure] === move[`${figure}After`]);
    if (move.version !== i + 1 || !follows) fault(`move ${move.version} does not follow from the one before`);
    if (move.expiresToMs === 0) return;
    const mover = history.transactions.get(move.transactionId);
    // What late facts put right may also end earlier; the replay of facts judges that (FACTS).
    if (mover?.kind === 'settle') {
      expiresAtMs = move.expiresToMs;
      return;
    }
    const terms = termsFor(history.owner, mover);
    const isLonger = expiresAtMs === null || move.expiresToMs > expiresAtMs;
    if (terms?.extendTo !== move.expiresToMs || !isLonger) fault('its expiry was moved without a reason');
    expiresAtMs = move.expiresToMs;
  });
  if (moves.length !== lot.version) fault(`${moves.length} moves up to version ${lot.version}`);
  if (expiresAtMs !== null && expiresAtMs !== lot.expiresAtMs) fault('its expiry was moved without a move');
  const isOpen = LOT_BUCKETS.some((figure) => lot[figure] !== 0);
  if (isOpen !== (lot.isOpen === 1))
    fault(isOpen ? 'it is closed with points in it' : 'it is open and empty');
  if (dueAtOf(lot, NEVER_MS) !== lot.dueAtMs) fault('the job would come at another time than it is due');
  if (lot.openedBy !== 0) checkTerms(history, lot, fault);
}

/** A lot lasts as long as its terms or the lot that it carries on; what comes back too late may get the programme's time. */
function checkTerms(history: OwnerHistory, lot: LotRecord, fault: Fault): void {
  const opener = history.transactions.get(lot.openedBy);
  if (!opener) return fault('no transaction opened it');
  const openedUntilMs = openedUntil(history, lot);
  const terms = termsFor(history.owner, opener);
  if (openedUntilMs === null || opener.kind === 'settle') return;
  if (lot.carriedFrom === 0) {
    if (lot.amount > 0 && openedUntilMs !== (terms?.expiresAtMs ?? NEVER_MS))
      fault('it expires at another time than its terms say');
    return;
  }
  const origin = history.origins.get(lot.carriedFrom);
  if (!origin) return fault('the lot that it carries on is missing');
  const originUntilMs = carriedUntil(history, origin, lot.openedBy) ?? NEVER_MS;
  const isReinstated = openedUntilMs === terms?.expiresAtMs && originUntilMs <= opener.postedAtMs;
  if (openedUntilMs > originUntilMs && !isReinstated) fault('it outlives the lot that it carries on');
  if (lot.funderKind !== origin.funderKind || lot.funderId !== origin.funderId)
    fault('its funder changed on the way');
}

/** INV-5, posting by posting: who spends spends what expires first and nothing expired; time is posted as it passed. */
function checkStep(history: OwnerHistory, step: Step, fault: Fault): void {
  const { transaction, moves, before } = step;
  const { kind } = transaction;
  const taken = new Map<number, number>();
  for (const move of moves) {
    if (move.remainingChange < 0) taken.set(move.lotId, -move.remainingChange);
  }
  if (SPENDING.has(kind) && step.entries.some((entry) => entry.bucket === 'available' && entry.amount < 0)) {
    const isLate = before.some((lot) => taken.has(lot.id) && lot.expiresAtMs <= transaction.postedAtMs);
    if (isLate) fault('it spent a lot that had expired');
    const live = before.filter((lot) => lot.expiresAtMs > transaction.postedAtMs);
    if (!isLate && !takenInTurn(live, taken)) fault('it did not spend what expires first');
  }
  if (kind === 'clawback') checkClawback(history, step, taken, fault);
  if (kind === 'activate' || kind === 'expire') checkDue(history, step, fault);
  if (kind === 'capture' || kind === 'release') checkSettled(history, step, fault);
  if (kind === 'restore') checkRestored(history, step, fault);
}

function checkDue(history: OwnerHistory, { transaction, moves, before }: Step, fault: Fault): void {
  const { id, kind, referenceId: lotId, postedAtMs } = transaction;
  const lot = before.find((one) => one.id === lotId);
  const move = moves.find((one) => one.lotId === lotId);
  if (!lot || !move) return fault('it is about another lot than it moves');
  if (kind === 'activate') {
    if (lot.activatesAtMs > postedAtMs) fault('it activated a lot before its time');
    if (move.pendingChange !== -lot.pending) fault('it did not activate the whole lot');
    return;
  }
  if (lot.expiresAtMs > postedAtMs) fault('it expired a lot before its time');
  if (-move.remainingChange !== lot.remaining || lot.remaining <= 0)
    fault('it expired something else than was left');
  const to = history.breakages.get(id);
  const isFunders =
    to?.bucket === 'breakage' && to.ownerKind === lot.funder.kind && to.ownerId === lot.funder.id;
  if (!isFunders) fault('the breakage is not the funder’s of the lot');
}

/** The lots of the earning come first, then the others by expiry. */
function checkClawback(
  history: OwnerHistory,
  { transaction, before }: Step,
  taken: ReadonlyMap<number, number>,
  fault: Fault,
): void {
  const isOwn = (row: LotRecord): boolean => {
    const opener = history.transactions.get(row.openedBy);
    if (row.carriedFrom !== 0) {
      const origin = history.origins.get(row.carriedFrom);
      if (origin && isOwn(origin)) return true;
      // What a correction moved into other lots is of what they carry on, whatever made it necessary.
      if (opener?.kind === 'settle') return false;
    }
    return (
      (opener?.kind === 'earn' || opener?.kind === 'settle') &&
      opener.referenceKind === transaction.referenceKind &&
      opener.referenceId === transaction.referenceId
    );
  };
  const others = before.filter(({ row }) => !isOwn(row));
  const fromOthers = new Map([...taken].filter(([lotId]) => others.some(({ id }) => id === lotId)));
  if (fromOthers.size === 0) return;
  const isOwnLeft = before.some((lot) => isOwn(lot.row) && lot.remaining - (taken.get(lot.id) ?? 0) > 0);
  if (isOwnLeft || !takenInTurn(others, fromOthers))
    fault('it did not take the lots of the earning first, then by expiry');
}

/** What a hold keeps, lot by lot. */
function partsOfHold(history: OwnerHistory, hold: HoldRecord): Map<number, number> {
  const moves = history.movesBy.get(hold.heldBy) ?? [];
  const parts = new Map(
    moves.filter((move) => move.heldChange > 0).map((move) => [move.lotId, move.heldChange]),
  );
  for (const lot of history.openedBy.get(hold.heldBy) ?? []) {
    if (lot.ownerId === hold.ownerId && lot.asset === hold.asset) parts.set(lot.id, lot.amount);
  }
  return parts;
}

/** A hold is taken out of the lots that it keeps, and what is given back goes into these again. */
function checkSettled(history: OwnerHistory, { transaction, moves, opened }: Step, fault: Fault): void {
  const hold = history.holds.find(({ id }) => id === transaction.referenceId);
  if (!hold) return;
  const parts = partsOfHold(history, hold);
  const isWhole =
    moves.filter((move) => move.heldChange !== 0).length === parts.size &&
    moves.every((move) => move.heldChange === 0 || -move.heldChange === parts.get(move.lotId));
  if (!isWhole) fault('it settled other lots than its hold keeps');
  checkGivenBack(history, { moves, opened }, parts, fault);
}

function checkGivenBack(
  history: OwnerHistory,
  { moves, opened }: Pick<Step, 'moves' | 'opened'>,
  parts: ReadonlyMap<number, number>,
  fault: Fault,
): void {
  const isDebt = (lotId: number): boolean => (history.lots.find(({ id }) => id === lotId)?.amount ?? 0) < 0;
  const isForeign = moves.some(
    (move) => move.remainingChange > (parts.get(move.lotId) ?? 0) && !isDebt(move.lotId),
  );
  const isSubstitute = opened.every(({ row }) => row.carriedFrom === 0 || parts.has(row.carriedFrom));
  if (isForeign || !isSubstitute) fault('it gave back to other lots than the points came from');
}

/** A refund of a spend goes back to where the points came from, last taken first, and never more than was taken. */
function checkRestored(history: OwnerHistory, step: Step, fault: Fault): void {
  const hold = history.holds.find(({ id }) => id === step.transaction.referenceId);
  if (!hold) return;
  const moved = (history.movesBy.get(hold.settledBy) ?? []).map((move) => ({
    ...{ lotId: move.lotId, pending: move.pendingChange },
    ...{ remaining: move.remainingChange, held: move.heldChange },
  }));
  const substitutes = (history.openedBy.get(hold.settledBy) ?? []).filter(
    ({ ownerKind, ownerId }) => ownerKind === hold.ownerKind && ownerId === hold.ownerId,
  );
  const captured = new Map(partsCaptured({ moved }, substitutes).map(({ lotId, points }) => [lotId, points]));
  const isOwners = [...captured.keys()].every((lotId) => history.lots.some(({ id }) => id === lotId));
  // After a merge the points go to lots that carry on the ones they came from.
  if (!isOwners) return checkGivenBack(history, step, captured, fault);
  const points = step.entries.reduce(
    (sum, { bucket, amount }) => sum + (bucket === 'available' ? amount : 0),
    0,
  );
  const parts = step.before
    .filter(({ id }) => captured.has(id))
    .sort(byExpiry)
    .map(({ id }) => ({ lotId: id, points: captured.get(id) ?? 0 }));
  const back = giveBack(parts, points, restoredBefore(history, hold, step.transaction.id));
  const expected = new Map(back.map((part) => [part.lotId, part.points]));
  checkGivenBack(history, step, expected, fault);
}

/** What refunds before this one gave back of the same spend. */
function restoredBefore({ entries, transactions }: OwnerHistory, hold: HoldRecord, before: number): number {
  return entries.reduce((sum, entry) => {
    const by = transactions.get(entry.transactionId);
    const isEarlier = by?.kind === 'restore' && by.referenceId === hold.id && by.id < before;
    return isEarlier && entry.bucket === 'available' ? sum + entry.amount : sum;
  }, 0);
}

/** INV-7: a hold is settled exactly once or is open, and the open ones are what is held, lot by lot. */
function checkHolds(history: OwnerHistory, fault: Fault): void {
  const held = new Map<number, number>();
  let points = 0;
  for (const hold of history.holds) {
    checkHoldRow(history, hold, (text) => fault(`hold ${hold.id}: ${text}`));
    if (hold.state !== 'open') continue;
    points += hold.points;
    for (const [lotId, part] of partsOfHold(history, hold)) held.set(lotId, (held.get(lotId) ?? 0) + part);
  }
  const balance = history.balances.get('held') ?? 0;
  if (points !== balance) fault(`open holds sum to ${points} where ${balance} are held`);
  for (const lot of history.lots) {
    if (lot.held !== (held.get(lot.id) ?? 0)) fault(`lot ${lot.id} holds something else than open holds say`);
  }
}

function checkHoldRow(history: OwnerHistory, hold: HoldRecord, fault: Fault): void {
  const times = (kind: string): number =>
    (history.settlings.get(hold.id) ?? []).find((row) => row.kind === kind)?.times ?? 0;
  const [captures, releases] = [times('capture'), times('release')];
  const settled = hold.state === 'open' ? 0 : 1;
  if (captures + releases !== settled) fault(`settled ${captures + releases} times, and it is ${hold.state}`);
  if (settled === 1 && captures + releases === 1 && (hold.state === 'captured') !== (captures === 1)) {
    fault(`it is ${hold.state}, which its transaction does not say`);
  }
  const kept = [...partsOfHold(history, hold).values()].reduce((sum, part) => sum + part, 0);
  if (kept !== hold.points) fault(`it keeps ${kept} of ${hold.points} points`);
  const isInRange = hold.captured >= 0 && hold.captured <= hold.points && hold.restored <= hold.captured;
  if (!isInRange || (hold.state !== 'captured' && hold.captured !== 0)) {
    fault('more was captured or given back than it had');
  }
}
