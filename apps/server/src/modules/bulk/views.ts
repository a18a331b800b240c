import { Injectable } from '@nestjs/common';
import type { BulkAct, BulkEntry } from '@liuliang/contract';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GuideDirectory } from '../brands';
import { OperatorsService } from '../identity';
import { MembershipService } from '../members';
import { entryCounts, type EntryCount } from './bulk.queries';
import { BulkDeeds } from './deeds';
import type { BulkActRow, BulkEntryRow } from './entities';
import { BulkActs } from './service';

type Act = z.input<typeof BulkAct>;
type Entry = z.input<typeof BulkEntry>;

/** Bulk acts and their people as the contract shows them. */
@Injectable()
export class BulkViews {
  constructor(
    private readonly db: Database,
    private readonly acts: BulkActs,
    private readonly deeds: BulkDeeds,
    private readonly guides: GuideDirectory,
    private readonly operators: OperatorsService,
    private readonly membership: MembershipService,
    private readonly publicIds: PublicIds,
  ) {}

  act(who: OperatorPrincipal, row: BulkActRow): Promise<Act> {
    return this.db.read(async (reader) => {
      const { deed } = row.asked;
      const counts = await entryCounts(reader, row);
      const guideId = this.deeds.guideOf(deed);
      const guide = guideId === 0 ? null : await this.guides.byId(reader, row.brandId, guideId);
      const names = await this.operators.names(reader, [row.operatorId, row.decidedBy]);
      const planned = sumOf(counts, 'planned');
      const moves = deed.kind === 'adjust' ? planned + sumOf(counts, 'done') + sumOf(counts, 'failed') : 0;
      const sum = deed.kind === 'adjust' ? deed.points * moves : null;
      const needsSecond =
        row.state === 'ready' && sum !== null
          ? await this.acts.needsSecond(reader, row, Math.abs(sum))
          : row.needsSecond;
      return {
        actId: this.publicIds.encode('blk', row.id),
        deed,
        guideName: guide?.name ?? null,
        state: row.state,
        requestedBy: names.get(row.operatorId) ?? '',
        requestedAtMs: row.requestedAtMs,
        decidedBy: row.decidedBy === 0 ? null : (names.get(row.decidedBy) ?? ''),
        finishedAtMs: row.finishedAtMs || null,
        needsSecond,
        sum,
        counts: {
          planned,
          leftOut: sumOf(counts, 'left_out'),
          done: sumOf(counts, 'done'),
          failed: sumOf(counts, 'failed'),
          undone: sumOf(counts, 'undone'),
          kept: sumOf(counts, 'kept'),
        },
        leftOut: counts.flatMap(({ state, reason, people }) =>
          state === 'left_out' && reason !== '' ? [{ reason, people }] : [],
        ),
        may: mayOf(who, row, planned),
      };
    });
  }

  entries(who: OperatorPrincipal, rows: readonly BulkEntryRow[]): Promise<Entry[]> {
    return this.db.read(async (reader) => {
      const ids = rows.map(({ customerId }) => customerId);
      const names = await this.membership.names(reader, who.brandId, ids);
      return rows.map(({ customerId, state, reason, atMs }) => ({
        customerId: this.publicIds.encode('cus', customerId),
        nickname: names.get(customerId) ?? null,
        state,
        reason: reason || null,
        atMs: atMs || null,
      }));
    });
  }
}

const sumOf = (counts: readonly EntryCount[], wanted: EntryCount['state']): number =>
  counts.filter(({ state }) => state === wanted).reduce((sum, { people }) => sum + people, 0);

function mayOf(who: OperatorPrincipal, row: BulkActRow, planned: number): Act['may'] {
  const isOwn = row.operatorId === who.operatorId;
  const decides = !isOwn && row.state === 'waiting' && who.permissions.has('adjustments.approve');
  return {
    confirm: isOwn && row.state === 'ready' && planned > 0,
    approve: decides,
    discard: decides || (isOwn && ['collecting', 'ready', 'waiting'].includes(row.state)),
    undo: isOwn && row.state === 'done' && row.asked.deed.kind === 'bind',
  };
}
