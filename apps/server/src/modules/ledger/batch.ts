import {
  accountKey,
  checkHold,
  checkLimits,
  duePosting,
  fail,
  hasLots,
  holdAfter,
  isOwnerBucket,
  movesHold,
  NO_SOURCES,
  ok,
  ownerOfAccount,
  ownerSlot,
  partsTaken,
  planLots,
  type AccountRef,
  type Balances,
  type DueStep,
  type Entry,
  type LotSources,
  type OwnerRef,
  type Result,
} from '@liuliang/domain';
import type { AccountBook } from './accounts';
import type { LotBook } from './lot-book';
import type { HeldPoints } from './lot-rows';
import {
  type LedgerPosting,
  type LedgerRefusal,
  type PlannedPosting,
  type PreparedPosting,
  prepareChecked,
} from './posting-rows';
import type { ReversalTargets } from './reversal-targets';
import { EntryList, type WriterRow } from './queries';

export interface PostedEntry extends Entry {
  readonly balanceAfter: number;
}

/** A transaction of the ledger, as whoever posted it gets it back. */
export interface PostedTransaction {
  readonly id: number;
  readonly postedAtMs: number;
  /** The key had been posted before with the same content: this is the transaction of then (INV-4). */
  readonly isReplay: boolean;
  /** In canonical order, whatever the order of the request. */
  readonly entries: readonly PostedEntry[];
}

export type PostingResult = Result<PostedTransaction, LedgerRefusal>;

/** What a transaction has locked: accounts, and the lots and holds of those owners whose lots matter. */
export interface Locked {
  readonly accounts: AccountBook;
  readonly lots: LotBook;
  readonly nowMs: number;
}

/** A transaction before it is chained. */
export interface Draft {
  readonly posting: PreparedPosting;
  readonly id: number;
  readonly reversesId: number;
}

/** What a page writes. */
export interface Page {
  readonly drafts: Draft[];
  readonly entries: EntryList;
}

export const emptyPage = (): Page => ({ drafts: [], entries: new EntryList() });

/** Kinds whose points come back to lots that may have expired meanwhile. */
const GIVING_BACK: ReadonlySet<string> = new Set(['release', 'restore', 'capture', 'reverse']);

/** Kinds that do what time demands, or settle what is on hold: nothing is settled ahead of them. */
const DUE_KINDS: ReadonlySet<string> = new Set(['activate', 'expire']);

interface DueOfOwner {
  readonly owner: OwnerRef;
  readonly steps: readonly DueStep[];
}

/** A batch under way: judges postings one after another and notes what each writes, nothing of it in the database yet. */
export class Batch {
  /** End of the writer's chain; locked when there is something to chain. */
  head: WriterRow | null = null;

  constructor(
    readonly locked: Locked,
    private readonly targets: ReversalTargets,
    private readonly nextId: () => number,
  ) {}

  /** Posts or refuses; a refused posting leaves nothing behind, not even what was due before it. */
  post(posting: PreparedPosting, page: Page): PostingResult {
    const { request } = posting;
    const judged = this.judge(posting);
    if (!judged.ok) return judged;
    const due = this.dueBefore(posting);
    const allowed = checkLimits(this.balancesAfter(request.brandId, due), request);
    if (!allowed.ok) return allowed;
    for (const one of due) this.settle(one.owner, one.steps, page);
    const posted = this.enter(posting, judged.value, page);
    if (GIVING_BACK.has(request.kind)) this.settleAfter(posting, page);
    return ok(posted);
  }

  /** Posts what time has done to an owner's points: at most one transaction per lot and event. */
  settleOwner(owner: OwnerRef, page: Page): number {
    const steps = this.locked.lots.dueOf(owner);
    this.settle(owner, steps, page);
    return steps.length;
  }

  /** The checks that follow idempotency: reversal, hold, lot. @returns the id of what it reverses, or 0 */
  private judge(posting: PreparedPosting): Result<number, LedgerRefusal> {
    const reversed = this.targets.check(posting);
    if (!reversed.ok) return reversed;
    const { request } = posting;
    if (request.kind === 'earn') return reversed;
    if (movesHold(request.kind)) {
      const hold = this.heldBy(request)?.row;
      if (!hold) return fail({ code: 'HOLD_UNKNOWN' });
      const held = checkHold(request, hold, this.locked.nowMs);
      if (!held.ok) return held;
    }
    if (DUE_KINDS.has(request.kind) && !isDue(request, this.locked.lots)) {
      return fail({ code: 'LEDGER_LOT_NOT_DUE' });
    }
    return reversed;
  }

  private dueBefore({ request, entries }: PreparedPosting): DueOfOwner[] {
    if (DUE_KINDS.has(request.kind)) return [];
    // What names its lots was planned on what time has done already, and may pass points through lots that are over.
    if (request.plan) return [];
    const due = new Map<string, DueOfOwner>();
    for (const { account, amount } of entries) {
      if (account.bucket === 'held' || !hasLots(account)) continue;
      if (amount > 0 && !this.repays(request, account)) continue;
      const owner = ownerOfAccount(request.brandId, account);
      const steps = this.locked.lots.dueOf(owner);
      if (steps.length > 0) due.set(ownerSlot(owner), { owner, steps });
    }
    return [...due.values()];
  }

  /**
   * Whether a credit goes to somebody who owes something: what became available before repays first, or it would
   * depend on when the job ran which lot is left. A release of a hold whose time is over is itself such a step.
   */
  private repays(request: PlannedPosting, account: AccountRef): boolean {
    if (account.bucket !== 'available' || request.kind === 'release') return false;
    const balance = this.locked.accounts.balances(request.brandId).get(accountKey(account)) ?? 0;
    return balance < 0;
  }

  /** Balances as they are once these steps are posted. */
  private balancesAfter(brandId: number, due: readonly DueOfOwner[]): Pick<Balances, 'get'> {
    const balances = this.locked.accounts.balances(brandId);
    if (due.length === 0) return balances;
    const moved = new Map<string, number>();
    const add = (account: AccountRef, points: number): void => {
      moved.set(accountKey(account), (moved.get(accountKey(account)) ?? 0) + points);
    };
    for (const { owner, steps } of due) {
      for (const step of steps) {
        for (const { account, amount } of this.dueOf(owner, step).entries) add(account, amount);
      }
    }
    return { get: (key) => (balances.get(key) ?? 0) + (moved.get(key) ?? 0) };
  }

  /** A step of time as a posting, dated to the instant at which it came due. */
  private dueOf(owner: OwnerRef, step: DueStep): LedgerPosting {
    const lot = 'lotId' in step ? this.locked.lots.lot(step.lotId) : undefined;
    const { brandId } = owner;
    return { ...duePosting(owner, step, lot), brandId, occurredAtMs: step.atMs, explanation: {} };
  }

  /** The hold that a posting names, if it is the brand's. */
  private heldBy({ brandId, reference }: PlannedPosting): HeldPoints | undefined {
    const hold = this.locked.lots.hold(Number(reference.id));
    return hold?.row.brandId === brandId ? hold : undefined;
  }

  /** Notes what a posting that was entered did to a hold. */
  private enterHold(request: PlannedPosting, transactionId: number): void {
    const { lots, nowMs } = this.locked;
    if (request.hold) return lots.addNewHold(request, request.hold, transactionId);
    if (request.carriesHold !== undefined) return lots.carryHold(request, request.carriesHold, transactionId);
    const hold = movesHold(request.kind) ? this.heldBy(request) : undefined;
    if (!hold) return;
    const settled = request.kind === 'restore' ? {} : { settledBy: transactionId, settledAtMs: nowMs };
    Object.assign(hold.row, holdAfter(request, hold.row, nowMs), settled);
    hold.isMoved = true;
  }

  private settle(owner: OwnerRef, steps: readonly DueStep[], page: Page): void {
    for (const step of steps) this.enter(prepareChecked(this.dueOf(owner, step)), 0, page);
  }

  /** What came back to a lot that has expired expires at once. */
  private settleAfter({ request, entries }: PreparedPosting, page: Page): void {
    for (const { account, amount } of entries) {
      if (amount < 0 || account.bucket !== 'available' || !hasLots(account)) continue;
      const owner = ownerOfAccount(request.brandId, account);
      const steps = this.locked.lots.dueOf(owner);
      const afterMs = request.occurredAtMs;
      this.settle(
        owner,
        steps.map((step) => ({ ...step, atMs: Math.max(step.atMs, afterMs) })),
        page,
      );
    }
  }

  /** Moves balances and lots, and notes the transaction with its lines. */
  private enter(posting: PreparedPosting, reversesId: number, page: Page): PostedTransaction {
    const { request, entries, accountKeys } = posting;
    const { accounts, lots, nowMs } = this.locked;
    const draft = { posting, id: this.nextId(), reversesId };
    this.targets.posted(posting, draft.id, reversesId);
    page.drafts.push(draft);
    const plan =
      request.plan ??
      planLots(
        request,
        entries,
        lots.view(request.brandId, request.countsAsKnown ? nowMs : request.occurredAtMs),
        this.sourcesOf(request, reversesId),
      );
    lots.record(draft.id, request.brandId, request.occurredAtMs, plan);
    if (request.kind !== 'earn') this.enterHold(request, draft.id);
    const posted = entries.map(({ account, amount }, line): PostedEntry => {
      const moved = accounts.move(request.brandId, accountKeys[line] as string, amount);
      page.entries.add(draft.id, line, amount, moved);
      return { account, amount, balanceAfter: moved.balance };
    });
    return { id: draft.id, postedAtMs: nowMs, isReplay: false, entries: posted };
  }

  private sourcesOf(request: PlannedPosting, reversesId: number): LotSources {
    const { lots } = this.locked;
    if (reversesId !== 0) {
      const { opened, moved } = lots.effects(reversesId);
      const raised = moved.filter((one) => one.pending > 0 || one.remaining > 0 || one.held > 0);
      const takeFirst = [...opened, ...raised].map(({ lotId }) => lotId);
      return { takeFirst, parts: partsTaken(lots.effects(reversesId)), alreadyBack: 0 };
    }
    const holdId =
      request.carriesHold ?? (request.reference.kind === 'hold' ? Number(request.reference.id) : 0);
    const hold = holdId === 0 ? undefined : lots.hold(holdId);
    if (hold) return { takeFirst: [], parts: hold.parts, alreadyBack: hold.row.restored };
    const { takeFirst = NO_SOURCES.takeFirst, parts = NO_SOURCES.parts } = request;
    return { takeFirst, parts, alreadyBack: 0 };
  }
}

/** Whether the lot that a posting names has come due, and has what the posting moves. */
function isDue({ kind, brandId, reference, entries }: PlannedPosting, lots: LotBook): boolean {
  const lot = lots.lot(Number(reference.id));
  if (lot?.brandId !== brandId) return false;
  const own = entries.filter(({ account }) => isOwnerBucket(account.bucket));
  const isOfOwner = own.every(
    ({ account }) => ownerSlot(ownerOfAccount(brandId, account)) === ownerSlot(lot),
  );
  const points = own.reduce((taken, { amount }) => Math.max(taken, -amount), 0);
  if (!isOfOwner || own.length !== (kind === 'activate' ? 2 : 1)) return false;
  return kind === 'activate'
    ? lot.activatesAtMs <= lots.nowMs && lot.pending >= points
    : lot.expiresAtMs <= lots.nowMs && lot.remaining >= points;
}
