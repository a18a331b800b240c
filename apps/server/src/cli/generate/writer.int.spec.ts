import { openTestServer, type TestServer } from '../../testing/test-server';
import { BrandsService, type Brand } from '../../modules/brands';
import { FactsService, LayersService, rulesOf } from '../../modules/insights';
import { inventCustomer, InventedWriter } from '.';

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

async function fill(code: string, seed: number): Promise<{ brand: Brand; counts: number[] }> {
  const brand = await server.get(BrandsService).create({ code, name: code });
  if (!brand) throw new Error('A brand was made twice');
  const layers = server.get(LayersService);
  const lastDay = layers.today(brand);
  const invention = { seed, eventsPer: 6, spanDays: 365, lastDay };
  const writer = await InventedWriter.open(server.platform, server, brand);
  await writer.write(Array.from({ length: 150 }, (_, number) => inventCustomer(invention, number)));
  await writer.write(Array.from({ length: 50 }, (_, i) => inventCustomer(invention, 150 + i)));
  const place = { brandId: brand.id, scope: 0 };
  const counts = await server.platform.db.read((reader) =>
    layers.counts(reader, place, lastDay, rulesOf(brand)),
  );
  return { brand, counts };
}

describe('a generated brand', () => {
  it('has the facts that its events, orders and refunds come to', async () => {
    const { brand, counts } = await fill('one', 1);
    expect(await server.get(FactsService).compare(brand.id)).toEqual({ customers: 200, differences: 0 });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);
  });

  it('is the same for the same seed, and another for another', async () => {
    const [again, other] = [await fill('two', 1), await fill('three', 2)];
    expect(again.counts).toEqual((await fill('four', 1)).counts);
    expect(again.counts).not.toEqual(other.counts);
  });
});
