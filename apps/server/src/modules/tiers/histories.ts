import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  growthEntries,
  passTerm,
  spendEntries,
  type OwnedEntry,
  type TierHistory,
  type TierRevocation,
  type TierRules,
} from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { CustomersService } from '../members';
import { tierChanges, tierPasses } from './entities';
import { HistoriesQueries, type Member } from './histories.queries';
import type { ChangeRow } from './standings.queries';

/** A level that was taken away by hand, with whose it was. */
type Revoked = TierRevocation & { readonly customerId: number };

/** Reads the histories by which members are judged: of themselves and of every alias that was merged into them. */
@Injectable()
export class Histories {
  constructor(
    private readonly queries: HistoriesQueries,
    private readonly customers: CustomersService,
  ) {}

  /** The members among canonical customers, by id, with when they joined. */
  async joined(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
  ): Promise<Map<number, number>> {
    const rows = await this.queries.members(reader, brandId, [...new Set(customerIds)]);
    return new Map(rows.map((row) => [row.id, row.joinedAtMs]));
  }

  /** As `joined`, with all that `ofMembers` asks of them, in the order of their ids. */
  async members(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<Member[]> {
    const rows = await this.queries.members(reader, brandId, [...new Set(customerIds)]);
    return rows.sort((a, b) => a.id - b.id);
  }

  /**
   * As `of`, asking only for aliases of members who were ever merged.
   * @param recorded the changes of the members themselves; those of their aliases are read
   */
  async ofMembers(
    reader: Reader,
    brandId: number,
    members: readonly Member[],
    rules: TierRules,
    recorded: readonly ChangeRow[],
  ): Promise<Map<number, TierHistory>> {
    const ids = members.map(({ id }) => id);
    const merged = new Set(members.flatMap(({ id, mergedAtMs }) => (mergedAtMs === 0 ? [] : [id])));
    const families = await this.customers.familiesOf(reader, { id: brandId }, ids, (id) => merged.has(id));
    const persons = members.map(({ id, joinedAtMs }) => {
      return [id, { family: families.get(id) ?? [id], joinedAtMs }] as const;
    });
    const aliases = [...families.values()].flatMap((family) => family.slice(1));
    const revoked = [
      ...recorded.filter(({ reason }) => reason === 'revoked'),
      ...(await this.revoked(reader, brandId, aliases)),
    ];
    return this.told(reader, brandId, new Map(persons), rules, revoked);
  }

  /** @param members canonical ids with when they joined */
  async of(
    reader: Reader,
    brandId: number,
    members: ReadonlyMap<number, number>,
    rules: TierRules,
  ): Promise<Map<number, TierHistory>> {
    if (members.size === 0) return new Map();
    const families = await this.customers.families(reader, { id: brandId }, members.keys());
    const persons = [...members].map(([id, joinedAtMs]) => {
      return [id, { family: families.get(id) ?? [id], joinedAtMs }] as const;
    });
    return this.ofFamilies(reader, brandId, new Map(persons), rules);
  }

  /** As `of`, of persons by whatever they are called, with every id under which their history is filed. */
  async ofFamilies<K>(
    reader: Reader,
    brandId: number,
    persons: ReadonlyMap<K, { readonly family: readonly number[]; readonly joinedAtMs: number }>,
    rules: TierRules,
  ): Promise<Map<K, TierHistory>> {
    const ids = [...new Set([...persons.values()].flatMap(({ family }) => family))];
    return this.told(reader, brandId, persons, rules, await this.revoked(reader, brandId, ids));
  }

  private async revoked(reader: Reader, brandId: number, customerId: readonly number[]): Promise<Revoked[]> {
    const rows = await tierChanges.select(reader, brandId, { customerId, reason: 'revoked' });
    return rows.map((row) => ({ ...row, atMs: row.occurredAtMs }));
  }

  private async told<K>(
    reader: Reader,
    brandId: number,
    persons: ReadonlyMap<K, { readonly family: readonly number[]; readonly joinedAtMs: number }>,
    rules: TierRules,
    revoked: readonly Revoked[],
  ): Promise<Map<K, TierHistory>> {
    const customerId = [...new Set([...persons.values()].flatMap(({ family }) => family))];
    if (customerId.length === 0) return new Map();
    const own = (one: { readonly customerId: number }): number => one.customerId;
    const bases = new Set(rules.versions.map(({ scheme }) => scheme.basis));
    const growth = bases.has('growth') ? await this.queries.growth(reader, brandId, customerId) : [];
    const spent = bases.has('net_spend') ? await this.spendEntries(reader, brandId, customerId) : [];
    const entries = groupedBy([...growthEntries(growth), ...spent], own);
    const passes = groupedBy(await tierPasses.select(reader, brandId, { customerId }), own);
    const revocations = groupedBy(revoked, own);
    return new Map(
      [...persons].map(([key, { family, joinedAtMs }]): [K, TierHistory] => {
        const all = <T>(rows: ReadonlyMap<number, readonly T[]>): T[] =>
          family.flatMap((id) => rows.get(id) ?? []);
        return [
          key,
          {
            joinedAtMs,
            entries: all(entries).map(({ entry }) => entry),
            passes: all(passes).map(passTerm),
            revocations: all(revocations),
          },
        ];
      }),
    );
  }

  private async spendEntries(reader: Reader, brandId: number, ids: readonly number[]): Promise<OwnedEntry[]> {
    const orders = await this.queries.spend(reader, brandId, ids);
    const refunded = orders.filter((order) => order.refundedFen > 0).map((order) => order.orderId);
    return spendEntries(orders, await this.queries.refunds(reader, refunded));
  }
}
