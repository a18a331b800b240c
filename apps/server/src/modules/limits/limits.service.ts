import { Injectable } from '@nestjs/common';
import { fail, LIMIT_PAUSE_MS, limitMoves, ok, type LimitMove, type Result } from '@liuliang/domain';
import { Areas, settingsOf, type Settings, type TwoPersonLimit } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Refusal, RefusalOf } from '../../platform/http';
import { reportOf, sweep } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { OperatorsService } from '../identity';
import { limitChanges, limitStates, type LimitChangeRow } from './entities';
import { LimitNotes, type Acting } from './notes.service';

type AskRefusal = Refusal<'LIMIT_CHANGE_OPEN' | 'LIMIT_SECOND_MISSING'>;

/**
 * Limits up to which one person is enough, and their changes. LIMITS-1: a limit becomes looser only after a second
 * person has agreed and the pause is over. LIMITS-2: it becomes stricter at once, which ends what was under way.
 * LIMITS-3: a change is decided once. Order of locks: the brand's settings, the change, the audit log.
 */
@Injectable()
export class Limits {
  constructor(
    private readonly db: Database,
    private readonly areas: Areas,
    private readonly brands: BrandsService,
    private readonly operators: OperatorsService,
    private readonly notes: LimitNotes,
  ) {}

  /**
   * Changes a section with two-person limits: what makes one looser is asked for, and everything else counts at once.
   * Nothing is written when it is refused. The same asked again by the same person is the same change.
   * @returns what is in force now
   */
  async change<T extends object>(
    tx: Tx,
    who: Acting,
    section: Settings<T>,
    wanted: T,
  ): Promise<Result<T, AskRefusal>> {
    const before = await this.brands.lockSettings(tx, who.brandId, section);
    const { looser, stricter } = limitMoves(section.twoPeople, before, wanted);
    const fresh: LimitMove[] = [];
    for (const move of looser) {
      const [open] = await this.open(tx, who.brandId, this.named(section, move.key));
      if (!open) fresh.push(move);
      else if (open.toValue !== move.to || open.askedBy !== who.operatorId)
        return fail({ code: 'LIMIT_CHANGE_OPEN' });
    }
    if (fresh.length > 0 && !(await this.operators.othersMay(tx, who, 'limits.approve')))
      return fail({ code: 'LIMIT_SECOND_MISSING' });
    for (const { key } of stricter) await this.end(tx, who, this.named(section, key));
    const asIs = Object.fromEntries(looser.map(({ key, from }) => [key, from]));
    const now = await this.brands.changeSettings(tx, who.brandId, section, { ...wanted, ...asIs });
    for (const move of fresh) await this.ask(tx, who, this.named(section, move.key), move);
    return ok(now);
  }

  /** A second person agrees, from which the pause runs. */
  async approve(who: Acting, id: number): Promise<Result<LimitChangeRow, RefusalOf<'approveLimitChange'>>> {
    return this.db.run('limits.approve', async (tx) => {
      const row = await limitChanges.one(tx, who.brandId, { id }, { lock: 'update' });
      if (!row) return fail({ code: 'LIMIT_CHANGE_UNKNOWN' });
      if (row.askedBy === who.operatorId) return fail({ code: 'LIMIT_SECOND_PERSON' });
      if (row.state !== 'withdrawn' && row.approvedBy === who.operatorId) return ok(row);
      const nowMs = tx.nowMs();
      const stamps = {
        approvedBy: who.operatorId,
        approvedAtMs: nowMs,
        countsFromMs: nowMs + LIMIT_PAUSE_MS,
      };
      const moved = await limitStates.move(tx, row, 'approve', stamps);
      if (moved.kind !== 'moved') return fail({ code: 'LIMIT_CHANGE_DECIDED', state: row.state });
      const approved = { ...row, ...stamps, state: 'approved' as const };
      await this.notes.record(tx, who, approved, 'limit.approved');
      return ok(approved);
    });
  }

  /** Any owner takes it back before it counts: whoever asked, whoever agreed, whoever read of it. */
  async withdraw(who: Acting, id: number): Promise<Result<LimitChangeRow, RefusalOf<'withdrawLimitChange'>>> {
    return this.db.run('limits.withdraw', async (tx) => {
      const row = await limitChanges.one(tx, who.brandId, { id }, { lock: 'update' });
      if (!row) return fail({ code: 'LIMIT_CHANGE_UNKNOWN' });
      if (row.state === 'withdrawn') return ok(row);
      const withdrawn = await this.withdrawIn(tx, who, row);
      return withdrawn ? ok(withdrawn) : fail({ code: 'LIMIT_CHANGE_DECIDED', state: row.state });
    });
  }

  /**
   * Sets a limit at once, with nobody's consent: for whoever has the machine and an emergency. All owners are told.
   * @param reason for the audit log; no personal data
   */
  async setNow(brandId: number, { section, key, name }: TwoPersonLimit, to: number, reason: string) {
    return this.db.run('limits.setNow', async (tx) => {
      const who = { brandId, operatorId: 0 };
      const from = Number((await this.brands.lockSettings(tx, brandId, section))[key]);
      await this.end(tx, who, name);
      await this.brands.loosenLimit(tx, brandId, section, { [key]: to });
      const atMs = tx.nowMs();
      const row = { ...this.asked(tx, who, name, { key, from, to }), countsFromMs: atMs, endedAtMs: atMs };
      await limitChanges.insert(tx, [{ ...row, state: 'counts' }]);
      await this.notes.record(tx, who, row, 'limit.set_by_command', { reason });
      return { from, to };
    });
  }

  /** The limits of a brand as they are in force. */
  async current(brandId: number): Promise<(TwoPersonLimit & { readonly value: number })[]> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    return this.areas.limits.map((limit) => ({
      ...limit,
      value: Number(settingsOf(brand, limit.section)[limit.key]),
    }));
  }

  /** Lets those count whose pause is over. @returns a line for the page of jobs */
  async takeDue(): Promise<string> {
    const all = limitChanges.acrossBrands('a pause ends by the clock, whoever it is of');
    const due = (limit: number) =>
      this.db.read((reader) =>
        all.select(
          reader,
          { state: 'approved' },
          { and: ['counts_from_ms <= ?', this.db.nowMs()], order: 'counts_from_ms, id', limit },
        ),
      );
    const taken = await sweep<LimitChangeRow>({
      due,
      keyOf: ({ id }) => id,
      work: async ([row]) => (row && (await this.take(row)) ? 1 : 0),
    });
    return reportOf({ taken });
  }

  private take(row: LimitChangeRow): Promise<boolean> {
    const { brandId, limitName, toValue } = row;
    return this.db.run('limits.take', async (tx) => {
      const limit = this.areas.limits.find(({ name }) => name === limitName);
      if (!limit) throw new Error(`No area has the limit ${limitName}`);
      await this.brands.lockSettings(tx, brandId, limit.section);
      const moved = await limitStates.move(tx, row, 'take', { endedAtMs: tx.nowMs() });
      if (moved.kind !== 'moved') return false;
      await this.brands.loosenLimit(tx, brandId, limit.section, { [limit.key]: toValue });
      await this.notes.record(tx, { brandId, operatorId: 0 }, row, 'limit.counts');
      return true;
    });
  }

  private async ask(tx: Tx, who: Acting, name: LimitChangeRow['limitName'], move: LimitMove): Promise<void> {
    const row = this.asked(tx, who, name, move);
    await limitChanges.insert(tx, [row]);
    await this.notes.record(tx, who, row, 'limit.asked');
  }

  private asked(
    tx: Tx,
    { brandId, operatorId }: Acting,
    limitName: LimitChangeRow['limitName'],
    { from, to }: LimitMove,
  ) {
    return {
      id: tx.nextId(),
      brandId,
      limitName,
      fromValue: from,
      toValue: to,
      state: 'waiting' as const,
      askedBy: operatorId,
      askedAtMs: tx.nowMs(),
    };
  }

  /** Ends what is under way for a limit. */
  private async end(tx: Tx, who: Acting, name: LimitChangeRow['limitName']): Promise<void> {
    for (const row of await this.open(tx, who.brandId, name)) await this.withdrawIn(tx, who, row);
  }

  private async withdrawIn(tx: Tx, who: Acting, row: LimitChangeRow): Promise<LimitChangeRow | null> {
    const stamps = { withdrawnBy: who.operatorId, endedAtMs: tx.nowMs() };
    const moved = await limitStates.move(tx, row, 'withdraw', stamps);
    if (moved.kind !== 'moved') return null;
    await this.notes.record(tx, who, row, 'limit.withdrawn');
    return { ...row, ...stamps, state: 'withdrawn' };
  }

  private open(tx: Tx, brandId: number, limitName: LimitChangeRow['limitName']): Promise<LimitChangeRow[]> {
    return limitChanges.select(tx, brandId, { limitName, endedAtMs: 0 });
  }

  private named<T>(section: Settings<T>, key: string): LimitChangeRow['limitName'] {
    const limit = this.areas.limits.find((one) => one.section.path === section.path && one.key === key);
    if (!limit) throw new Error(`${section.path} is no section with limits of an area`);
    return limit.name;
  }
}
