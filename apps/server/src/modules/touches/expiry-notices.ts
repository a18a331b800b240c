import { Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, formatDay } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { reportOf, sweep } from '../../platform/jobs';
import { BrandsService, type Brand } from '../brands';
import { PointsReads, type ExpiringPlace } from '../ledger';
import { pointsExpiring } from './templates';
import { TouchesService } from './touches.service';
import { expiryNoticeDays } from './settings';

/** Lots looked at per transaction. */
const BATCH = 500;
/** A job that could not run for so many days still tells everybody; whoever was told already is not told again. */
const DAYS_LATE_MAX = 3;

/** How many days before an expiry a programme tells its members, 0: never. */
export type NoticeDays = (reader: Reader, brandId: number) => Promise<number>;

/**
 * Tells members that points are about to expire: one touch per member, day of expiry and number of days before it, all
 * lots of that day in one sum. The touch's key makes it once, however often the job runs (INV-24).
 */
@Injectable()
export class ExpiryNotices {
  private noticeDays: NoticeDays | null = null;

  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly points: PointsReads,
    private readonly touches: TouchesService,
  ) {}

  /** Lets the area that knows the programme say how early the first notice is. */
  noticeBy(days: NoticeDays): void {
    this.noticeDays = days;
  }

  async queueDue(): Promise<string> {
    const queued = await sweep({
      due: () => this.brands.all(),
      keyOf: ({ id }) => id,
      work: ([brand]) => this.queueOf(brand as Brand),
      limit: Number.MAX_SAFE_INTEGER,
    });
    return reportOf({ queued });
  }

  private async queueOf(brand: Brand): Promise<number> {
    let queued = 0;
    const today = dayOf(this.db.nowMs(), brand.timeZone);
    for (const daysBefore of await this.daysOf(brand)) {
      for (let late = 0; late <= Math.min(DAYS_LATE_MAX, daysBefore); late += 1) {
        queued += await this.queueFor(brand, today + daysBefore - late, daysBefore);
      }
    }
    return queued;
  }

  /** The programme's first notice, then those reminders of the brand that are later. */
  private async daysOf(brand: Brand): Promise<readonly number[]> {
    const reminders = settingsOf(brand, expiryNoticeDays);
    const { noticeDays } = this;
    if (!noticeDays) return reminders;
    const first = await this.db.read((reader) => noticeDays(reader, brand.id));
    return first === 0 ? [] : [first, ...reminders.filter((days) => days < first)];
  }

  /** @param lastDay the last day on which the points are good */
  private async queueFor(brand: Brand, lastDay: number, daysBefore: number): Promise<number> {
    // What expires at midnight was good until the day before.
    const range = {
      afterMs: dayStartMs(lastDay, brand.timeZone),
      untilMs: dayStartMs(lastDay + 1, brand.timeZone),
    };
    let queued = 0;
    let place: ExpiringPlace | null = null;
    do {
      const from: ExpiringPlace | null = place;
      const page = await this.db.run('touches.expiring', async (tx) => {
        const { members, next } = await this.points.membersExpiring(tx, brand.id, range, from, BATCH);
        let fresh = 0;
        for (const { customerId, points } of members) {
          const key = `expiring:${daysBefore}:${customerId}:${lastDay}`;
          const values = { points: String(points), date: formatDay(lastDay) };
          const order = { brandId: brand.id, customerId, template: pointsExpiring, key, values };
          if (await this.touches.queue(tx, order)) fresh += 1;
        }
        return { next, fresh };
      });
      queued += page.fresh;
      place = page.next;
    } while (place !== null);
    return queued;
  }
}
