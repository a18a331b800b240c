import { Injectable } from '@nestjs/common';
import { DAY_MS, dayOf, fail, faultPage, faultShape, ok, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { keyset, pageOf, type InputOf, type Newest, type Page, type PageAsk } from '../../platform/http';
import type { routes } from '@liuliang/contract';
import { BrandsService, type Brand } from '../brands';
import { appFaults, type AppFaultRow } from './entities';
import { seenAgain, type FaultKey } from './queries';

export type Told = Omit<InputOf<typeof routes.reportAppFault>['body'], 'brand'>;

const KEPT_DAYS = 30;
/** Kinds that a brand's day tells apart. Anybody may report, so that what comes behind them is one kind together. */
const KINDS_MAX = 200;
const REST = '…';

/**
 * What goes wrong on people's phones. FAULTS-1: only the shape of a fault is kept, and nobody's name, number or address.
 * FAULTS-2: a brand's day has at most 200 kinds and their rest.
 */
@Injectable()
export class AppFaults {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
  ) {}

  async report(brandCode: string, told: Told): Promise<Result<{ counted: true }, { code: 'BRAND_UNKNOWN' }>> {
    const brand = await this.brands.byCode(brandCode);
    if (!brand) return fail({ code: 'BRAND_UNKNOWN' });
    await this.db.run('appFaults.report', (tx) => this.count(tx, brand, told));
    return ok({ counted: true });
  }

  private async count(tx: Tx, brand: Brand, { kind, platform, version, page, message }: Told): Promise<void> {
    const told = { kind, platform, version, page: faultPage(page), message: faultShape(message) };
    const fault: FaultKey = { brandId: brand.id, day: dayOf(tx.nowMs(), brand.timeZone), ...told };
    if (await seenAgain(tx, fault)) return;
    const { brandId, day } = fault;
    const isOneTooMany = (await appFaults.count(tx, brandId, { day })) >= KINDS_MAX;
    const counted = isOneTooMany ? { ...fault, version: REST, page: REST, message: REST } : fault;
    if (isOneTooMany && (await seenAgain(tx, counted))) return;
    const row = { id: tx.nextId(), ...counted, times: 1, firstSeenMs: tx.nowMs(), lastSeenMs: tx.nowMs() };
    // Another process may have been first meanwhile.
    if (!(await appFaults.insertNew(tx, row))) await seenAgain(tx, counted);
  }

  list(brandId: number, page: PageAsk<Newest>): Promise<Page<AppFaultRow, Newest>> {
    return this.db.read(async (reader) => {
      const place = keyset(page, { atMs: 'last_seen_ms', id: 'id' });
      const rows = await appFaults.select(reader, brandId, {}, place);
      return pageOf(rows, page.limit, ({ lastSeenMs, id }) => ({ atMs: lastSeenMs, id }));
    });
  }

  /** @returns a line for the page of jobs */
  async forget(): Promise<string> {
    const all = appFaults.acrossBrands('housekeeping knows no brand');
    const gone = await this.db.run('appFaults.forget', (tx) =>
      all.remove(tx, {}, ['last_seen_ms < ?', tx.nowMs() - KEPT_DAYS * DAY_MS]),
    );
    return `${gone} forgotten`;
  }
}
