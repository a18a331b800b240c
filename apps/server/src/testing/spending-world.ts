import type { PointsBalance } from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { GuideRolesService } from '../modules/guides';
import { AuditService } from '../modules/ledger-audit';
import { PointsReads } from '../modules/ledger';
import { memberOf, type AssetOwner } from '../modules/points';
import type { CustomerPrincipal, OperatorPrincipal } from '../platform/http';
import { adjust, bringPerson, customerOf, mustBring, operatorOf } from './doors';
import { orderRow, refundRow } from './ingest-world';
import { openTestServer, type TestServer } from './test-server';

/** A brand with a store, a guide in it and members who have points. */
export interface SpendingWorld {
  readonly server: TestServer;
  readonly brand: Brand;
  readonly storeId: number;
  /** The guide at the counter. */
  readonly guide: CustomerPrincipal;
  /** A member of the brand, or of another one. */
  member(name: string, brand?: Brand): Promise<AssetOwner>;
  /** Gives points in one lot. */
  give(to: AssetOwner, points: number, expiresAtMs?: number): Promise<void>;
  /** Lets a member without points owe some. */
  runIntoDebt(name: string, points: number): Promise<void>;
  balance(of: AssetOwner): Promise<PointsBalance>;
  /** What HQ owes the store. */
  clearing(asset?: string): Promise<number>;
  operator(operatorId: number): OperatorPrincipal;
  rows<T>(sql: string, values?: readonly (string | number)[]): Promise<T[]>;
  /** Fails when any rule of the ledger is broken. */
  audit(): Promise<void>;
  close(): Promise<void>;
}

/** A mobile number of nobody's, the same for the same name. */
export const mobileOf = (name: string): string =>
  `+861390000${String([...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 10_000, 7)).padStart(4, '0')}`;

async function joinIn(server: TestServer, brand: Brand, name: string): Promise<AssetOwner> {
  const identity = { kind: 'mobile', value: mobileOf(name) } as const;
  const id = await bringPerson(server, brand, identity, server.clock.nowMs(), name);
  return memberOf(customerOf(brand.id, id));
}

let orders = 0;

/** An order earns, the points go by hand, and then the order is returned. */
async function runIntoDebt(server: TestServer, brand: Brand, name: string, points: number): Promise<void> {
  const key = `debt:${(orders += 1)}`;
  const now = new Date(server.clock.nowMs()).toISOString();
  const fen = points * 100;
  const person = { identity_kind: 'mobile', paid_at: now, amount_fen: fen, store: '', guide: '' };
  await mustBring(server, brand, { orders: [orderRow(key, mobileOf(name), person)] });
  await adjust(server, await joinIn(server, brand, name), -points);
  await mustBring(server, brand, { refunds: [refundRow(key, key, { refunded_at: now, amount_fen: fen })] });
}

/** A brand with one store and a guide in it. */
async function openShop(server: TestServer) {
  const brands = server.get(BrandsService);
  const roles = server.get(GuideRolesService);
  const { db } = server.platform;
  const brand = (await brands.create({ code: 'islet', name: '屿见 ISLET' })) as Brand;
  await brands.addStores(brand.id, [{ code: 'S1', name: '静安店', kind: 'dealer', region: '' }]);
  const storeId = (await db.read((reader) => brands.stores(reader, brand.id))).get('S1')?.id ?? 0;
  const person = await joinIn(server, brand, 'guide');
  await roles.appoint(brand.id, { code: 'G1', storeId, customerId: person.id, name: '阿岚' });
  const role = await db.read((reader) => roles.roleOf(reader, brand.id, [person.id]));
  const guide = { ...customerOf(brand.id, person.id), guide: { guideId: role?.guideId ?? 0, storeId } };
  return { brand, storeId, guide };
}

/** Opens it on the engine named by LIULIANG_ENGINE. */
export async function openSpendingWorld(): Promise<SpendingWorld> {
  const server = await openTestServer();
  const { brand, storeId, guide } = await openShop(server);
  const { db } = server.platform;
  const rows: SpendingWorld['rows'] = (sql, values = []) => db.read((reader) => reader.query(sql, values));
  return {
    server,
    brand,
    storeId,
    guide,
    member: (name, of = brand) => joinIn(server, of, name),
    give: (to, amount, expiresAtMs) => adjust(server, to, amount, expiresAtMs),
    runIntoDebt: (name, points) => runIntoDebt(server, brand, name, points),
    balance: ({ brandId, kind, id, asset }) =>
      db.read((reader) =>
        server.get(PointsReads).balanceOf(reader, { brandId, ownerKind: kind, ownerId: id, asset }),
      ),
    clearing: async (asset = 'points') => {
      const [row] = await rows<{ sum: number | null }>(
        "SELECT CAST(SUM(balance) AS SIGNED) AS sum FROM ledger_account WHERE owner_kind = 'store' AND owner_id = ? AND bucket = 'clearing' AND asset = ?",
        [storeId, asset],
      );
      return row?.sum ?? 0;
    },
    operator: (operatorId) => operatorOf(brand.id, operatorId),
    rows,
    audit: async () => {
      const report = await server.get(AuditService).run(null);
      const broken = report.checks.filter((check) => !check.ok);
      if (broken.length > 0) throw new Error(`The ledger is broken: ${JSON.stringify(broken)}`);
    },
    close: () => server.close(),
  };
}
