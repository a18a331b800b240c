import { c, primary } from '../../platform/db/columns';
import { tableWithoutBrand, type RowOf } from '../../platform/db/table';

export const exchangeRates = tableWithoutBrand('exchange_rate', {
  fromBrandId: primary(c.ref()),
  toBrandId: primary(c.ref()),
  /** `from_points` of one brand are `to_points` of the other; whole multiples only. */
  fromPoints: c.whole(),
  toPoints: c.whole(),
  dayLimit: c.whole(),
  changedAtMs: c.instant(),
});

export const exchanges = tableWithoutBrand(
  'points_exchange',
  {
    id: c.id(),
    exchangeKey: c.bytes(64),
    fromBrandId: c.ref(),
    fromCustomerId: c.ref(),
    toBrandId: c.ref(),
    toCustomerId: c.ref(),
    fromPoints: c.whole(),
    toPoints: c.whole(),
    day: c.day(),
    createdAtMs: c.instant(),
  },
  {
    unique: [['fromBrandId', 'exchangeKey']],
    index: [['fromCustomerId', 'day']],
  },
);

export type RateRow = RowOf<typeof exchangeRates>;
export type ExchangeRow = RowOf<typeof exchanges>;

export const exchangeTables = [exchangeRates, exchanges];
