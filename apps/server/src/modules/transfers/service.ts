import { Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, fail, ok, transferLifecycle, type MoveOf, type Result } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import {
  pageOf,
  placeOfCreated,
  type Newest,
  type PageAsk,
  type RefusalOf,
  type RefuseOf,
} from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { refusalsAsValues, runOnce, sameRequest } from '../../platform/run-once';
import { CODE_GUESSES, Throttle } from '../../platform/throttle';
import { Outbox } from '../../platform/outbox';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { Holds, mustBeFree, mustHold, mustSucceed } from '../ledger';
import { principalOf, PointsOwners, type AssetOwner, spendingSettings, type SpendingRules } from '../points';
import { ClaimCodes } from './claim-codes';
import { transfers, type TransferRow } from './entities';
import { pointsSentSince, transfersOf, transferStates } from './queries';

const HOUR_MS = 3_600_000;

const holdKeyOf = (transferId: number): string => `transfer:${transferId}`;

/**
 * Points from member to member. TRANSFERS-1: a waiting transfer holds its points; they are accepted, taken back or
 * lapse exactly once, and keep their expiry. Order of locks: both customers by id, the transfer, accounts.
 */
@Injectable()
export class Transfers {
  constructor(
    private readonly outbox: Outbox,
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly owners: PointsOwners,
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
    private readonly codes: ClaimCodes,
    private readonly throttle: Throttle,
  ) {}

  /** Sets points aside for whoever brings the code. The same key again answers the same transfer. */
  async send(
    sender: AssetOwner,
    asked: { readonly key: string; readonly points: number; readonly message: string },
  ): Promise<Result<TransferRow, RefusalOf<'sendPoints'>>> {
    const { key, points, message } = asked;
    const content = [points, message];
    const request = { principal: principalOf(sender), operation: 'transfers.send', key, content };
    const sent = await runOnce(
      this.db,
      this.idempotency,
      request,
      async (tx, refuse: RefuseOf<'sendPoints'>) => this.sendIn(tx, sender, asked, refuse),
    );
    if (!sent.ok) return sent;
    const { transferId: id } = sent.value;
    const row = await this.db.read((reader) => transfers.one(reader, sender.brandId, { id }));
    if (!row) throw new Error('A transfer vanished');
    // What is kept under the key is the answer of then: waiting (INV-4).
    return ok({ ...row, state: 'waiting', toCustomerId: 0, settledAtMs: 0 });
  }

  /** What a code holds: for whoever brings it while it waits, and afterwards for the sender and the receiver alone. */
  preview(
    { brandId, id, family }: AssetOwner,
    code: string,
  ): Promise<Result<TransferRow, RefusalOf<'previewTransfer'>>> {
    const find = async (reader: Reader): Promise<Result<TransferRow, RefusalOf<'previewTransfer'>>> => {
      const row = await this.codes.find(reader, brandId, code);
      if (!row) return fail({ code: 'TRANSFER_UNKNOWN' });
      if (family.includes(row.fromCustomerId)) return ok(row);
      const refusal = refusalOf(row, family, this.db.nowMs());
      return refusal === null || refusal === 'accepted' ? ok(row) : fail(refusal);
    };
    return this.throttle.judge(CODE_GUESSES, String(id), () => this.db.read(find), 'TRANSFER_UNKNOWN');
  }

  /** One of the brand's, for who reads the ledger. */
  async one(brandId: number, id: number): Promise<Result<TransferRow, RefusalOf<'transfer'>>> {
    const row = await this.db.read((reader) => transfers.one(reader, brandId, { id }));
    return row ? ok(row) : fail({ code: 'TRANSFER_UNKNOWN' });
  }

  /** The points go to whoever comes first with the code; for that person, accepting again changes nothing. */
  accept(receiver: AssetOwner, code: string): Promise<Result<TransferRow, RefusalOf<'acceptTransfer'>>> {
    const accepted = () => this.acceptNow(receiver, code);
    return this.throttle.judge(CODE_GUESSES, String(receiver.id), accepted, 'TRANSFER_UNKNOWN');
  }

  private acceptNow(
    receiver: AssetOwner,
    code: string,
  ): Promise<Result<TransferRow, RefusalOf<'acceptTransfer'>>> {
    const { brandId } = receiver;
    return refusalsAsValues((refuse: RefuseOf<'acceptTransfer'>) =>
      this.db.run('transfers.accept', async (tx) => {
        const found = await this.codes.find(tx, brandId, code);
        if (!found) return fail({ code: 'TRANSFER_UNKNOWN' });
        const people = [found.fromCustomerId, receiver.id];
        const locked = await this.customers.lock(tx, { id: brandId }, people);
        const { customerId: toId, family } = locked.person(receiver.id);
        if (family.includes(found.fromCustomerId)) return fail({ code: 'TRANSFER_OWN' });
        // Read again under the locks: whoever came first has settled it.
        const row = (await transfers.one(tx, brandId, { id: found.id })) ?? found;
        const refusal = refusalOf(row, family, this.db.nowMs());
        if (refusal) return refusal === 'accepted' ? ok(row) : fail(refusal);
        const stamps = { toCustomerId: toId, settledAtMs: tx.nowMs() };
        if (!(await this.settle(tx, row, 'accept', stamps)))
          throw new Error('A transfer was settled without the lock of its sender');
        const captured = await this.holds.capture(tx, {
          brandId,
          key: holdKeyOf(row.id),
          to: { kind: 'member', id: toId },
          explanation: { transferId: row.id },
        });
        if (!captured.ok && captured.error.code === 'HOLD_LAPSED') refuse('TRANSFER_LAPSED');
        mustSucceed(captured);
        return ok({ ...row, ...stamps, state: 'accepted' });
      }),
    );
  }

  async cancel(
    sender: AssetOwner,
    transferId: number,
  ): Promise<Result<TransferRow, RefusalOf<'cancelTransfer'>>> {
    return this.db.run('transfers.cancel', async (tx) => {
      const today = await this.owners.lock(tx, sender);
      const row = await transfers.one(tx, sender.brandId, { id: transferId });
      if (!row || !today.family.includes(row.fromCustomerId)) return fail({ code: 'TRANSFER_UNKNOWN' });
      if (row.state === 'cancelled') return ok(row);
      if (row.state !== 'waiting') return fail({ code: 'TRANSFER_SETTLED', state: row.state });
      const settledAtMs = tx.nowMs();
      await this.giveBack(tx, row, 'cancel', settledAtMs);
      return ok({ ...row, state: 'cancelled', settledAtMs });
    });
  }

  /** Gives back what nobody accepted in time. @returns false when it was settled meanwhile */
  async lapse(due: TransferRow): Promise<boolean> {
    return this.db.run('transfers.lapse', async (tx) => {
      await this.owners.lock(tx, { brandId: due.brandId, kind: 'member', id: due.fromCustomerId });
      return this.giveBack(tx, due, 'lapse', tx.nowMs());
    });
  }

  due(limit: number): Promise<TransferRow[]> {
    const all = transfers.acrossBrands('the sweeper gives back whatever was not accepted in time');
    const late = ['expires_at_ms <= ?', this.db.nowMs()] as const;
    const reading = { and: late, order: 'expires_at_ms', limit };
    return this.db.read((reader) => all.select(reader, { state: 'waiting' }, reading));
  }

  /** Sent and received, newest first, with what may still be sent today. */
  async mine(person: AssetOwner, page: PageAsk<Newest>) {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, person.brandId);
      const rules = settingsOf(brand, spendingSettings).transfers;
      const rows = await transfersOf(reader, brand.id, person.family, page);
      const sent = await this.sentToday(reader, brand, person.family);
      const leftToday = rules.dayLimit === 0 ? null : Math.max(0, rules.dayLimit - sent);
      return { rules, leftToday, ...pageOf(rows, page.limit, placeOfCreated) };
    });
  }

  private async sendIn(
    tx: Tx,
    asked: AssetOwner,
    { key, points, message }: { readonly key: string; readonly points: number; readonly message: string },
    refuse: RefuseOf<'sendPoints'>,
  ): Promise<{ transferId: number }> {
    const sender = await this.owners.lock(tx, asked);
    const transferKey = Buffer.from(`${principalOf(sender)}:${key}`);
    const made = await transfers.one(tx, sender.brandId, { transferKey });
    const earlier = sameRequest(made, { points, message }, refuse);
    if (earlier) return { transferId: earlier.id };
    const brand = await this.brands.byId(tx, sender.brandId);
    const rules = settingsOf(brand, spendingSettings).transfers;
    const sent = await this.sentToday(tx, brand, sender.family);
    checkRules(rules, points, sent, refuse);
    const row = {
      id: tx.nextId(),
      brandId: sender.brandId,
      fromCustomerId: sender.id,
      transferKey,
      points,
      message,
      state: 'waiting',
      createdAtMs: tx.nowMs(),
    } as const;
    const { expiresAtMs } = await this.codes.take(tx, row, rules.ttlHours * HOUR_MS, (taken) =>
      transfers.insertNew(tx, { ...row, ...taken }),
    );
    const hold = await this.holds.place(tx, {
      brandId: sender.brandId,
      key: holdKeyOf(row.id),
      owner: { kind: 'member', id: sender.id },
      asset: 'points',
      points,
      purpose: 'transfer',
      untilMs: expiresAtMs,
      explanation: { transferId: row.id },
    });
    await transfers.set(tx, row.brandId, { id: row.id }, { holdId: mustHold(hold, refuse).id });
    return { transferId: row.id };
  }

  private async giveBack(
    tx: Tx,
    row: TransferRow,
    move: 'cancel' | 'lapse',
    settledAtMs: number,
  ): Promise<boolean> {
    if (!(await this.settle(tx, row, move, { settledAtMs }))) return false;
    const reason = transferLifecycle.moves[move].to;
    mustBeFree(await this.holds.release(tx, { brandId: row.brandId, key: holdKeyOf(row.id), reason }));
    return true;
  }

  /** @returns false when it was settled before */
  private async settle(
    tx: Tx,
    { id, brandId }: TransferRow,
    move: MoveOf<typeof transferLifecycle>,
    stamps: Partial<TransferRow>,
  ): Promise<boolean> {
    const moved = await transferStates.move(tx, { id, brandId }, move, stamps);
    if (moved.kind === 'moved') this.outbox.announce(tx, brandId, 'transfers.settled.v1', [id]);
    return moved.kind === 'moved';
  }

  private sentToday(
    reader: Reader,
    { id, timeZone }: { readonly id: number; readonly timeZone: string },
    family: readonly number[],
  ): Promise<number> {
    const todayMs = dayStartMs(dayOf(this.db.nowMs(), timeZone), timeZone);
    return pointsSentSince(reader, id, family, todayMs);
  }
}

/** Why a receiver cannot accept; `accepted` when that very person has, null when the points are theirs to take. */
function refusalOf(
  row: TransferRow,
  family: readonly number[],
  nowMs: number,
): RefusalOf<'previewTransfer'> | 'accepted' | null {
  if (row.state === 'accepted' && family.includes(row.toCustomerId)) return 'accepted';
  if (row.state === 'accepted' || row.state === 'cancelled')
    return { code: 'TRANSFER_SETTLED', state: row.state };
  return row.state === 'lapsed' || nowMs >= row.expiresAtMs ? { code: 'TRANSFER_LAPSED' } : null;
}

function checkRules(
  rules: SpendingRules['transfers'],
  points: number,
  sentToday: number,
  refuse: RefuseOf<'sendPoints'>,
): void {
  if (!rules.enabled) refuse('TRANSFER_DISABLED');
  if (points < rules.minPoints) refuse('TRANSFER_TOO_SMALL', { minPoints: rules.minPoints });
  const leftToday = rules.dayLimit - sentToday;
  if (rules.dayLimit > 0 && points > leftToday)
    refuse('TRANSFER_DAY_LIMIT', { leftToday: Math.max(0, leftToday) });
}
