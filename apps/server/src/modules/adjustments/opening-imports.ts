import { Injectable, type OnModuleInit } from '@nestjs/common';
import { adjustmentNeedsSecond, ALONE_MS } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import {
  BroughtKinds,
  type BalancesToCome,
  type BroughtKind,
  type ImportRow,
  type Intake,
  type Look,
  type Moved,
  type TakenBack,
} from '../imports';
import { PointsReads } from '../ledger';
import { CustomersService } from '../members';
import { balancesAloneSince } from './adjustments.queries';
import { balanceColumns } from './balance-rows';
import { BalanceLook } from './balance-look';
import { balanceImports, openingBalances } from './entities';
import { UnusedBalances } from './unused-balances';
import { OpeningBalances } from './opening.service';
import { OpeningReversals } from './opening-reversals';
import { adjustmentLimits } from './settings';

const ROWS_PER_LOOK = 2_000;
/** Of the balances that were used since an import, those that a screen names. */
const MOVED_SHOWN = 20;

/** Balances that come by the console: looked at, confirmed by one person or two, posted, and taken back while nobody used them. */
@Injectable()
export class OpeningImports implements BroughtKind, OnModuleInit {
  readonly headers = [balanceColumns];

  constructor(
    private readonly db: Database,
    private readonly opening: OpeningBalances,
    private readonly reversals: OpeningReversals,
    private readonly unused: UnusedBalances,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly reads: PointsReads,
    private readonly publicIds: PublicIds,
    private readonly kinds: BroughtKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.register('balances', this);
  }

  look(brand: Brand, row: ImportRow): Look {
    const { maxPoints } = settingsOf(brand, adjustmentLimits);
    return new BalanceLook(this.db, this.opening, this.customers, this.reads, {
      brand,
      id: row.id,
      maxPoints,
    });
  }

  async preview(reader: Reader, row: ImportRow, who: OperatorPrincipal): Promise<BalancesToCome | null> {
    const seen = await balanceImports.one(reader, row.brandId, { id: row.id });
    if (!seen) return null;
    const {
      points,
      growth,
      persons,
      strangers: unknown,
      holders: holding,
      largest,
      largestLine: line,
    } = seen;
    const brand = await this.brands.byId(reader, row.brandId);
    const { limitPoints } = settingsOf(brand, adjustmentLimits);
    const needsSecond = await this.needsSecond(reader, seen, who, limitPoints);
    return {
      ...{ points, growth, persons, unknown, holding, needsSecond },
      largest: line === 0 ? null : { points: largest, line },
      mayConfirm: !needsSecond || isSecond(row, who),
    };
  }

  async waitsFor(reader: Reader, row: ImportRow, who: OperatorPrincipal): Promise<boolean> {
    if (!isSecond(row, who)) return false;
    const seen = await balanceImports.one(reader, row.brandId, { id: row.id });
    if (!seen) return false;
    const { limitPoints } = settingsOf(await this.brands.byId(reader, row.brandId), adjustmentLimits);
    return this.needsSecond(reader, seen, { operatorId: row.operatorId }, limitPoints);
  }

  async confirm(tx: Tx, row: ImportRow, who: OperatorPrincipal): Promise<boolean> {
    // Two files at once do not pass the limit side by side.
    const { limitPoints } = await this.brands.lockSettings(tx, row.brandId, adjustmentLimits);
    const seen = await balanceImports.one(tx, row.brandId, { id: row.id }, { lock: 'update' });
    if (!seen) return false;
    const needsSecond = await this.needsSecond(tx, seen, who, limitPoints);
    if (needsSecond && !isSecond(row, who)) return false;
    const aloneBy = needsSecond ? 0 : who.operatorId;
    await balanceImports.set(tx, row.brandId, { id: row.id }, { aloneBy, confirmedAtMs: tx.nowMs() });
    return true;
  }

  intake(brand: Brand, { id }: ImportRow): Intake {
    const { maxPoints } = settingsOf(brand, adjustmentLimits);
    const by = { importId: id, name: this.publicIds.encode('imp', id), maxPoints };
    return {
      bring: (rows) => this.db.run('opening.bring', (tx) => this.opening.bringIn(tx, brand, rows, by)),
    };
  }

  async standing(reader: Reader, row: ImportRow): Promise<{ reversible: number; moved: Moved }> {
    const isReversed = row.state === 'reversed';
    const moved: { balances: number; first: Moved['first'][number][] } = { balances: 0, first: [] };
    let [after, reversible] = [0, 0];
    for (;;) {
      const rows = await openingBalances.select(
        reader,
        row.brandId,
        { importId: row.id, taken: isReversed ? 'left' : '' },
        { and: ['id > ?', after], order: 'id', limit: ROWS_PER_LOOK },
      );
      const left = await this.unused.of(reader, row.brandId, rows);
      for (const one of rows) {
        const points = left.get(one.id) ?? 0;
        if (points === one.points && !isReversed) continue;
        moved.balances += 1;
        if (moved.first.length < MOVED_SHOWN) {
          const customerId = this.publicIds.encode('cus', one.customerId);
          moved.first.push({ customerId, points: one.points, left: points });
        }
      }
      reversible += rows.length;
      after = rows.at(-1)?.id ?? 0;
      if (rows.length < ROWS_PER_LOOK) return { reversible, moved };
    }
  }

  takeBack(tx: Tx, brand: Brand, row: ImportRow): Promise<TakenBack | null> {
    return this.reversals.takeBack(tx, brand, row);
  }

  private async needsSecond(
    reader: Reader,
    {
      brandId,
      points,
      growth,
    }: { readonly brandId: number; readonly points: number; readonly growth: number },
    { operatorId }: Pick<OperatorPrincipal, 'operatorId'>,
    limitPoints: number,
  ): Promise<boolean> {
    const alone = await balancesAloneSince(reader, brandId, operatorId, reader.nowMs() - ALONE_MS);
    return adjustmentNeedsSecond(points + growth, alone, limitPoints);
  }
}

/** Somebody else than who uploaded the file, and who may approve points that nobody earned. */
const isSecond = (row: ImportRow, { operatorId, permissions }: OperatorPrincipal): boolean =>
  operatorId !== row.operatorId && permissions.has('adjustments.approve');
