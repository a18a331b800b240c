import { createHash } from 'node:crypto';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import type { Look, RawRow, RowOutcome } from '../imports';
import type { PointsReads } from '../ledger';
import { identityKey, type CustomersService } from '../members';
import type { BalanceInput } from './balance-rows';
import { balanceImports } from './entities';
import type { OpeningBalances } from './opening.service';

interface LookTerms {
  readonly brand: Brand;
  /** Of the import. */
  readonly id: number;
  readonly maxPoints: number;
}

/** A look at a file of balances: what it would come to, for how many, and who is among them. */
export class BalanceLook implements Look {
  private readonly sums = { points: 0, growth: 0 };
  private readonly known = new Set<number>();
  private readonly holders = new Set<number>();
  /** Numbers that stand for identities: a file may have millions, and their texts would fill memory. */
  private readonly strangers = new Set<number>();
  private largest = { points: 0, line: 0 };

  constructor(
    private readonly db: Database,
    private readonly opening: OpeningBalances,
    private readonly customers: CustomersService,
    private readonly reads: PointsReads,
    private readonly terms: LookTerms,
  ) {}

  async foretell(rows: readonly RawRow[], lines: readonly number[]): Promise<RowOutcome[]> {
    const { brand, maxPoints } = this.terms;
    return this.db.read(async (reader) => {
      const { outcomes, balances } = await this.opening.foretell(reader, brand, rows, maxPoints);
      const sound = balances.filter((one) => one !== null);
      const found = await this.customers.findAll(
        reader,
        brand,
        sound.map(({ identity }) => identity),
      );
      const fresh = [...new Set(found.values())].filter((id) => !this.known.has(id));
      const holder = { brandId: brand.id, ownerKind: 'member', asset: 'points' } as const;
      for (const [id, balance] of await this.reads.balancesOf(reader, holder, fresh))
        if (balance.available + balance.pending + balance.held > 0) this.holders.add(id);
      balances.forEach((one, i) => one && this.note(one, lines[i] ?? 0, found));
      return outcomes;
    });
  }

  async end(tx: Tx): Promise<void> {
    const { brand, id } = this.terms;
    const row = {
      ...{ id, brandId: brand.id, ...this.sums },
      persons: this.known.size + this.strangers.size,
      strangers: this.strangers.size,
      holders: this.holders.size,
      largest: this.largest.points,
      largestLine: this.largest.line,
    };
    const written = [
      'points',
      'growth',
      'persons',
      'strangers',
      'holders',
      'largest',
      'largestLine',
    ] as const;
    await balanceImports.insert(tx, [row], { upsert: [...written] });
  }

  private note(one: BalanceInput, line: number, found: ReadonlyMap<string, number>): void {
    const { asset, points, identity } = one;
    this.sums[asset === 'growth' ? 'growth' : 'points'] += points;
    if (points > this.largest.points) this.largest = { points, line };
    const key = identityKey(identity);
    const customerId = found.get(key);
    if (customerId === undefined) this.strangers.add(numberOf(key));
    else this.known.add(customerId);
  }
}

/** 48 bits of a text: of ten million, two are the same once in five thousand files, and then a count is one short. */
const numberOf = (key: string): number => createHash('sha256').update(key).digest().readUIntBE(0, 6);
