import { Injectable } from '@nestjs/common';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { gifts } from './entities';
import { giftStock, giftsUnlikeOrders } from './queries';

/** A fault that is in more gifts than this is one in the code; the rest adds nothing. */
const FAULTS_MAX = 1_000;

/** Proves the stock of gifts from the rows, as part of the ledger's audit. */
@Injectable()
export class GiftAudit {
  constructor(private readonly db: Database) {}

  /** Every piece is left, held or taken (STOCK-1), and those held and taken are what the orders say (GIFTS-1). */
  async check(brandId: number | null, found: AuditFindings): Promise<void> {
    await this.db.readApart(async (reader) => {
      const lost = await giftStock.faults(reader, brandId, FAULTS_MAX);
      found.addAll(lost.map((id) => `gift ${id}: its stock is not what is left, held and taken`));
      const unlike = await giftsUnlikeOrders(reader, brandId, FAULTS_MAX);
      found.addAll(unlike.map((id) => `gift ${id}: its orders hold or took another count of pieces`));
      const all = gifts.acrossBrands('the audit reads every brand, or one');
      found.count(await all.count(reader, brandId === null ? {} : { brandId }));
    });
  }
}
