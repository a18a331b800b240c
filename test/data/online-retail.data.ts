import { onlineRetail } from './files';
import { Shop } from './shop';

jest.setTimeout(900_000);

// The one file that is as untidy as files from shops are: 3,710 of 25,900 invoices name no customer (EXPECTED 2), and
// cancellations carry negative amounts.
describe('the Online Retail invoices', () => {
  it('lose nothing beside the lines that cannot be orders, and say which and why', async () => {
    const shop = await Shop.open();
    try {
      await shop.brand('retail', 'Europe/London');
      const invoices = onlineRetail();
      const nameless = invoices.filter((one) => !one.hasCustomer);
      const negative = invoices.filter((one) => one.hasCustomer && one.isNegative);
      expect([invoices.length, nameless.length]).toEqual([25_900, 3_710]);
      const rejected = nameless.length + negative.length;
      expect(
        await shop.import(
          'retail',
          'orders',
          invoices.map((one) => one.line),
        ),
      ).toMatchObject({
        accepted: invoices.length - rejected,
        duplicate: 0,
        rejected,
        lines: invoices.length,
        reasons: { FIELD_MISSING: nameless.length, AMOUNT_INVALID: negative.length },
      });
      expect((await shop.ask('retail').audit()).ok).toBe(true);
    } finally {
      await shop.close();
    }
  });
});
