import { Injectable } from '@nestjs/common';
import { fail, ok, parseDay, type EarningRules, type Result } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { isDatabaseUnavailable } from '../../platform/db/retryable';
import type { Tried } from '../../platform/documents';
import type { RefusalOf } from '../../platform/http';
import { Jobs } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { settlementRates } from '../settlement';
import { BackTestRuns } from './back-test-runs';
import { BackTestsQueries, type BackTestRow } from './back-tests.queries';
import { backTests } from './entities';
import { backTest, LEASE_MS } from './jobs';
import { EarningVersions } from './versions';

/** A year and a leap day. */
const DAYS_MAX = 366;
const SHOWN = 20;

/**
 * What rules would have cost over past orders, by the plan of real orders, customer for customer and in the order in
 * which things happened. Refunds and events are not part of it.
 */
@Injectable()
export class BackTestsService {
  constructor(
    private readonly db: Database,
    private readonly queries: BackTestsQueries,
    private readonly runs: BackTestRuns,
    private readonly versions: EarningVersions,
    private readonly brands: BrandsService,
    private readonly jobs: Jobs,
  ) {}

  /** Order of checks: the rules, the days, one at a time. It runs in the background. */
  async start(
    author: { readonly brandId: number; readonly operatorId: number },
    of: Tried<EarningRules>,
    days: { readonly fromDay: string; readonly toDay: string },
  ) {
    const { brandId } = author;
    const started = await this.db.run<Result<BackTestRow, RefusalOf<'startBackTest'>>>(
      'earning.startBackTest',
      async (tx) => {
        const tried = await this.versions.document.tried(tx, brandId, of);
        if (!tried.ok) return tried;
        const [fromDay, toDay] = [parseDay(days.fromDay), parseDay(days.toDay)];
        if (fromDay === null || toDay === null || toDay < fromDay || toDay - fromDay >= DAYS_MAX) {
          return fail({ code: 'DAY_RANGE_INVALID' });
        }
        const last = await backTests.one(tx, brandId, {}, { order: 'id DESC', limit: 1 });
        if (last?.state === 'running') return fail({ code: 'BACK_TEST_RUNNING' });
        const perDay = await this.queries.ordersPerDay(tx, brandId, fromDay, toDay);
        const row: BackTestRow = {
          id: tx.nextId(),
          brandId,
          ruleVersion: tried.value.version,
          rules: JSON.stringify(tried.value.content),
          fromDay,
          toDay,
          orders: perDay.reduce((sum, { orders }) => sum + orders, 0),
          ordersDone: 0,
          state: 'running',
          result: '',
          startedBy: author.operatorId,
          startedAtMs: tx.nowMs(),
          finishedAtMs: 0,
          leaseUntilMs: 0,
        };
        await backTests.insert(tx, [row]);
        return ok(row);
      },
    );
    if (started.ok) await this.jobs.hint(backTest, null);
    return started;
  }

  async byId(brandId: number, id: number) {
    const row = await this.db.read((reader) => backTests.one(reader, brandId, { id }));
    return row ? ok(row) : fail({ code: 'BACK_TEST_UNKNOWN' as const });
  }

  async latest(brandId: number): Promise<BackTestRow[]> {
    return this.db.read((reader) =>
      backTests.select(reader, brandId, {}, { order: 'id DESC', limit: SHOWN }),
    );
  }

  /** Runs everything that waits. @returns a line for the page of jobs */
  async runDue(): Promise<string> {
    for (let done = 0; ; done += 1) {
      const row = await this.db.run('earning.claimBackTest', (tx) => this.queries.claim(tx, LEASE_MS));
      if (!row) return `${done} tried`;
      await this.runOne(row);
    }
  }

  private async runOne(row: BackTestRow): Promise<void> {
    try {
      const brand = await this.db.read((reader) => this.brands.byId(reader, row.brandId));
      const version = {
        version: row.ruleVersion,
        startsAtMs: 0,
        rules: JSON.parse(row.rules) as EarningRules,
      };
      const tally = await this.runs.tally(brand, row, version, (done) => this.report(row, done));
      await this.end(
        row,
        'finish',
        JSON.stringify(tally.result(settingsOf(brand, settlementRates).costFenPer100)),
      );
    } catch (error) {
      // The database will be back, and the lease lapses by itself. Anything else would fail for ever.
      if (!isDatabaseUnavailable(error)) await this.end(row, 'fail', '');
      throw error;
    }
  }

  private async end(row: BackTestRow, move: 'finish' | 'fail', result: string): Promise<void> {
    await this.db.run('earning.finishBackTest', (tx) =>
      this.queries.states.move(tx, row, move, { result, finishedAtMs: tx.nowMs() }),
    );
  }

  private async report({ id, brandId }: BackTestRow, ordersDone: number): Promise<void> {
    await this.db.run('earning.backTestProgress', (tx) => {
      const change = { ordersDone, leaseUntilMs: tx.nowMs() + LEASE_MS };
      return backTests.set(tx, brandId, { id, state: 'running' }, change);
    });
  }
}
