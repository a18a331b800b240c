import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { Jobs, renewedLease, WorkOff } from '../../platform/jobs';
import { actorOf } from '../../platform/actor';
import { PublicIds } from '../../platform/ids';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { AuditLog } from '../audit';
import { BulkPeople } from './people';
import { BulkDeeds, reasonOf, type Outcome } from './deeds';
import { bulkStatesOf } from './bulk.queries';
import { bulkActs, bulkEntries, type BulkActRow, type BulkEntryRow } from './entities';
import { LEASE_MS, runBulkActs } from './jobs';
import { BulkRights } from './rights';

const anyAct = bulkActs.acrossBrands('A process takes the next bulk act, whichever brand it is of.');
/** People read at once; each is a transaction of its own, so that one who is refused refuses nobody else. */
const AT_ONCE = 100;

/** The act passed to another worker, or was discarded: this one stops. */
class NoLongerOurs extends Error {}

/**
 * Works off bulk acts: finds the people of those that were asked for, does what was confirmed, takes back what is undone.
 * BULK-2: what is done to a person and the mark that says so commit together, so that a worker that dies leaves nobody
 * half done and the next one goes on behind the last.
 */
@Injectable()
export class BulkWorker {
  private readonly waiting = new WorkOff<BulkActRow>(
    () => this.nextDue(),
    (row) => this.workOn(row),
  );

  constructor(
    private readonly db: Database,
    private readonly people: BulkPeople,
    private readonly deeds: BulkDeeds,
    private readonly rights: BulkRights,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
    private readonly jobs: Jobs,
  ) {}

  async hint(): Promise<void> {
    await this.jobs.hint(runBulkActs, null);
  }

  /** Does everything that is due. @returns a line for the page of jobs */
  async runDue(): Promise<string> {
    const done = await this.waiting.run();
    return done === null ? 'busy' : `${done} handled`;
  }

  private nextDue(): Promise<BulkActRow | null> {
    const and = ['lease_until_ms <= ?', this.db.nowMs()] as const;
    const state = ['collecting', 'running', 'undoing'] as const;
    return this.db.read((reader) =>
      anyAct.one(reader, { state: [...state] }, { and, order: 'id', limit: 1 }),
    );
  }

  private async workOn(row: BulkActRow): Promise<boolean> {
    const held = { ...row, leaseUntilMs: this.db.nowMs() + LEASE_MS };
    const { id, brandId, state, leaseUntilMs } = row;
    const claimed = await this.db.run('bulk.claim', (tx) =>
      bulkActs.set(tx, brandId, { id, state, leaseUntilMs }, { leaseUntilMs: held.leaseUntilMs }),
    );
    if (claimed !== 1) return false;
    try {
      const who = await this.rights.ownerNow(row);
      if (!who) return await this.end(held, 'fail', {});
      if (state === 'collecting') return await this.collect(held, who);
      return state === 'running' ? await this.run(held) : await this.undo(held);
    } catch (error) {
      if (error instanceof NoLongerOurs) return false;
      throw error;
    }
  }

  /** Finds who is meant, page by page; BULK-3: more than the most is refused as a whole. */
  private async collect(act: BulkActRow, who: OperatorPrincipal): Promise<boolean> {
    for (let row = act; ;) {
      const step = await this.people.step(row, who);
      if (step === 'too many') return this.end(row, 'fail', {});
      row = await this.renewed(row, { afterId: step ?? row.afterId });
      if (step === null) return this.end(row, 'offer', {});
    }
  }

  private async run(act: BulkActRow): Promise<boolean> {
    const counts = await this.each(act, 'planned', 'failed', (tx, { customerId }) =>
      this.deeds.perform(tx, act, customerId),
    );
    return this.end(counts, 'finish', { action: 'bulk.done' });
  }

  private async undo(act: BulkActRow): Promise<boolean> {
    const row = await this.each(act, 'done', 'kept', (tx, entry) => this.deeds.takeBack(tx, act, entry));
    return this.end(row, 'undone', { action: 'bulk.undone' });
  }

  /** Does something to everybody who is in a state, once. @returns the act as this worker holds it now */
  private async each(
    act: BulkActRow,
    from: BulkEntryRow['state'],
    refused: 'failed' | 'kept',
    work: (tx: Tx, entry: BulkEntryRow) => Promise<Outcome>,
  ): Promise<BulkActRow> {
    const { brandId, id: actId } = act;
    for (let row = act; ;) {
      const entries = await this.db.read((reader) =>
        bulkEntries.select(reader, brandId, { actId, state: from }, { order: 'customer_id', limit: AT_ONCE }),
      );
      if (entries.length === 0) return row;
      for (const entry of entries) await this.one(entry, refused, work);
      row = await this.renewed(row, {});
    }
  }

  private async one(
    entry: BulkEntryRow,
    refused: 'failed' | 'kept',
    work: (tx: Tx, entry: BulkEntryRow) => Promise<Outcome>,
  ): Promise<void> {
    try {
      await this.db.run('bulk.one', async (tx) => this.mark(tx, entry, await work(tx, entry)));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      await this.db.run('bulk.one', (tx) => this.mark(tx, entry, { state: refused, reason }));
    }
  }

  /** @throws NoLongerOurs when another worker has done this person meanwhile: all of it is taken back */
  private async mark(
    tx: Tx,
    { brandId, actId, customerId, state }: BulkEntryRow,
    outcome: Outcome,
  ): Promise<void> {
    const change = { ...outcome, atMs: tx.nowMs() };
    if ((await bulkEntries.set(tx, brandId, { actId, customerId, state }, change)) !== 1)
      throw new NoLongerOurs();
  }

  private async renewed(row: BulkActRow, change: Partial<BulkActRow>): Promise<BulkActRow> {
    const leaseUntilMs = renewedLease(this.db.nowMs(), LEASE_MS, row.leaseUntilMs);
    const next = { ...change, leaseUntilMs };
    const { id, brandId, state, leaseUntilMs: before } = row;
    const noted = await this.db.run('bulk.progress', (tx) =>
      bulkActs.set(tx, brandId, { id, state, leaseUntilMs: before }, next),
    );
    if (noted !== 1) throw new NoLongerOurs();
    return { ...row, ...next };
  }

  /** The next state, and one row of the audit log for all of it. */
  private async end(
    row: BulkActRow,
    move: 'offer' | 'finish' | 'undone' | 'fail',
    { action }: { readonly action?: string },
  ): Promise<boolean> {
    const { brandId, id, operatorId, leaseUntilMs } = row;
    return this.db.run('bulk.end', async (tx) => {
      const stamps = { leaseUntilMs: 0, ...(move === 'offer' ? {} : { finishedAtMs: tx.nowMs() }) };
      const moved = await bulkStatesOf.move(tx, row, move, stamps, ['lease_until_ms = ?', leaseUntilMs]);
      if (moved.kind !== 'moved') return false;
      if (action === undefined) return true;
      const subject = this.publicIds.encode('blk', id);
      const detail = await this.rights.detailOf(tx, row);
      await this.audit.record(tx, { brandId, actor: actorOf({ operatorId }), action, subject, detail });
      return true;
    });
  }
}
