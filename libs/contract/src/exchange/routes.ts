import { z } from 'zod';
import { route } from '../route';
import { keyCodes, spendCodes } from '../shared/codes';
import { PointsAsked, RequestKey } from '../shared/schemas';
import { Exchange, ExchangeOffer, ExchangeRate } from './schemas';

export const routes = {
  exchangeOffers: route({
    method: 'GET',
    path: '/members/me/exchanges/offers',
    access: 'member',
    summary: 'Brands of the group that my points can go to, and at what rate',
    reply: z.strictObject({ pointsAvailable: z.int(), items: z.array(ExchangeOffer) }),
    errors: [],
  }),
  exchangePoints: route({
    method: 'POST',
    path: '/members/me/exchanges',
    access: 'member',
    summary: 'Turn points of this brand into points of another one, at once and for good',
    body: z.strictObject({ key: RequestKey, toBrand: z.string().min(1).max(32), points: PointsAsked }),
    reply: Exchange,
    errors: [
      'BRAND_UNKNOWN',
      ...keyCodes,
      'EXCHANGE_DISABLED',
      'EXCHANGE_NOT_MULTIPLE',
      'EXCHANGE_NOT_MEMBER_THERE',
      'EXCHANGE_DAY_LIMIT',
      ...spendCodes,
    ],
  }),
  exchangeRates: route({
    method: 'GET',
    path: '/operator/exchange-rates',
    access: 'operator:ledger.read',
    summary: 'Rates from and to this brand, and the brands of the group',
    reply: z.strictObject({
      brands: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      items: z.array(ExchangeRate),
    }),
    errors: [],
  }),
  setExchangeRate: route({
    method: 'PUT',
    path: '/operator/exchange-rates',
    access: 'operator:gifts.write',
    summary: 'At what rate this brand takes points of another one: whoever will owe the points sets the rate',
    body: z.strictObject({
      fromBrand: z.string().min(1).max(32),
      fromPoints: z.int().min(1).max(1_000_000),
      toPoints: z.int().min(1).max(1_000_000),
      dayLimit: z.int().min(0).max(1e12),
    }),
    reply: ExchangeRate,
    errors: ['BRAND_UNKNOWN'],
  }),
  removeExchangeRate: route({
    method: 'POST',
    path: '/operator/exchange-rates/remove',
    access: 'operator:gifts.write',
    summary: 'No longer take points of another brand',
    body: z.strictObject({ fromBrand: z.string().min(1).max(32) }),
    reply: z.strictObject({ removed: z.boolean() }),
    errors: ['BRAND_UNKNOWN'],
  }),
};
