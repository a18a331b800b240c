import { inventCustomer } from './invented';

const invention = { seed: 7, eventsPer: 10, lastDay: 20_000, spanDays: 365 };

describe('invented customers', () => {
  it('are the same for the same seed and number, and others otherwise', () => {
    expect(inventCustomer(invention, 3)).toEqual(inventCustomer(invention, 3));
    expect(inventCustomer(invention, 3)).not.toEqual(inventCustomer(invention, 4));
    expect(inventCustomer(invention, 3)).not.toEqual(inventCustomer({ ...invention, seed: 8 }, 3));
  });

  it('do as much as was asked for, on days of the span', () => {
    const crowd = Array.from({ length: 2_000 }, (_, number) => inventCustomer(invention, number));
    const events = crowd.flatMap((customer) => customer.events);
    expect(events.length / crowd.length).toBeCloseTo(10, 0);
    for (const { day } of [...events, ...crowd.flatMap((customer) => customer.orders)]) {
      expect(day).toBeGreaterThan(20_000 - 365);
      expect(day).toBeLessThanOrEqual(20_000);
    }
    expect(crowd.filter((customer) => customer.orders.length > 1).length).toBeGreaterThan(300);
  });
});
