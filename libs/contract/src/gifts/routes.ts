import { z } from 'zod';
import { route } from '../route';
import { keyCodes, spendCodes } from '../shared/codes';
import { eitherEnd, PublicId, RequestKey } from '../shared/schemas';
import { command, one, pages } from '../shared/shapes';
import {
  Gift,
  GiftAudience,
  GiftCard,
  GiftInput,
  GiftOrder,
  GiftOrderPage,
  GiftOrderRow,
  GiftOrderState,
  GiftPickup,
  GiftShelf,
} from './schemas';

/** What members and guides do alike, each with points of their own, which are called `points`. */
const shelfOf = <const A extends 'member' | 'guide', const Base extends string>(
  access: A,
  base: Base,
  points: string,
) => ({
  gifts: route({
    method: 'GET',
    path: `${base}/gifts`,
    access,
    summary: `Gifts that can be had for ${points}`,
    reply: GiftShelf,
    errors: [],
  }),
  reserve: route({
    method: 'POST',
    path: `${base}/gift-orders`,
    access,
    summary: `Reserve a gift: ${points} and stock are held until it is collected, cancelled or lapses`,
    body: z.strictObject({ key: RequestKey, giftId: PublicId }),
    reply: GiftOrder,
    errors: ['GIFT_UNKNOWN', ...keyCodes, 'GIFT_LIMIT_REACHED', 'GIFT_SOLD_OUT', ...spendCodes],
  }),
  orders: pages(access, `${base}/gift-orders`, {
    summary: `My gifts for ${points}, newest first`,
    of: GiftOrder,
  }),
  cancel: command(access, `${base}/gift-orders/:orderId/cancel`, {
    summary: 'Give a reserved gift back; harmless when repeated',
    body: z.strictObject({}),
    reply: GiftOrder,
    errors: ['GIFT_ORDER_UNKNOWN', 'GIFT_ORDER_SETTLED'],
  }),
});

const ofMembers = shelfOf('member', '/members/me', 'points');

const ofGuides = shelfOf('guide', '/guide/me', 'guide points');

const pickupBody = z.strictObject({ code: z.string().trim().min(4).max(32) });

/** Gifts for points: what members and guides choose, what is handed over in stores, and the editor. */
export const routes = {
  gifts: ofMembers.gifts,
  gift: one('member', '/members/me/gifts/:giftId', {
    summary: 'One gift',
    reply: GiftCard,
    errors: ['GIFT_UNKNOWN'],
  }),
  reserveGift: ofMembers.reserve,
  myGiftOrders: ofMembers.orders,
  cancelGiftOrder: ofMembers.cancel,
  guideGifts: ofGuides.gifts,
  reserveGuideGift: ofGuides.reserve,
  guideGiftOrders: ofGuides.orders,
  cancelGuideGiftOrder: ofGuides.cancel,
  previewGiftPickup: route({
    method: 'POST',
    path: '/guide/gift-pickups/preview',
    access: 'guide',
    summary: 'What a pickup code stands for, before it is handed over',
    body: pickupBody,
    reply: GiftPickup,
    errors: ['PICKUP_CODE_UNKNOWN'],
  }),
  collectGift: route({
    method: 'POST',
    path: '/guide/gift-pickups',
    access: 'guide',
    summary: 'Hand a gift over in the guide’s store; a code works once, the same key again answers the same',
    body: pickupBody.extend({ key: RequestKey }),
    reply: GiftPickup,
    errors: [
      'PICKUP_CODE_UNKNOWN',
      ...keyCodes,
      'GIFT_PICKUP_OWN',
      'GIFT_ORDER_LAPSED',
      'GIFT_ORDER_SETTLED',
    ],
  }),
  guidePickups: pages('guide', '/guide/me/gift-pickups', {
    summary: 'What I handed over, newest first, also what was brought back since',
    of: GiftPickup,
  }),
  editorGifts: route({
    method: 'GET',
    path: '/operator/gifts',
    access: 'operator:gifts.write',
    summary: 'All gifts with their stock, newest first',
    reply: z.strictObject({ items: z.array(Gift) }),
    errors: [],
  }),
  createGift: route({
    method: 'POST',
    path: '/operator/gifts',
    access: 'operator:gifts.write',
    summary: 'Draft a gift',
    body: GiftInput,
    reply: Gift,
    errors: [],
  }),
  changeGift: route({
    method: 'PUT',
    path: '/operator/gifts/:giftId',
    access: 'operator:gifts.write',
    summary: 'Change a gift; reserved ones keep what was agreed, stock never below what is held or taken',
    params: z.strictObject({ giftId: PublicId }),
    body: GiftInput,
    reply: Gift,
    errors: ['GIFT_UNKNOWN', 'GIFT_ENDED', 'GIFT_AUDIENCE_FIXED', 'GIFT_STOCK_TOO_SMALL'],
  }),
  publishGift: command('operator:gifts.write', '/operator/gifts/:giftId/publish', {
    summary: 'Put a gift on the shelf',
    body: z.strictObject({}),
    reply: Gift,
    errors: ['GIFT_UNKNOWN', 'GIFT_ENDED'],
  }),
  endGift: command('operator:gifts.write', '/operator/gifts/:giftId/end', {
    summary: 'Take a gift off the shelf for good; what is reserved can still be collected',
    body: z.strictObject({}),
    reply: Gift,
    errors: ['GIFT_UNKNOWN'],
  }),
  giftOrders: pages('operator:gifts.write', '/operator/gift-orders', {
    summary: 'Reserved and collected gifts, newest first',
    filters: {
      ...eitherEnd,
      state: GiftOrderState.optional(),
      audience: GiftAudience.optional(),
      giftId: PublicId.optional(),
    },
    of: GiftOrderRow,
  }),
  giftOrder: one('operator:ledger.read', '/operator/gift-orders/:orderId', {
    summary: 'One gift order, as the ledger names it',
    reply: GiftOrderPage,
    errors: ['GIFT_ORDER_UNKNOWN'],
  }),
  returnGift: command('operator:gifts.write', '/operator/gift-orders/:orderId/return', {
    summary: 'A collected gift was brought back: stock and points are restored',
    body: z.strictObject({ reason: z.string().trim().min(1).max(100) }),
    reply: GiftOrderRow,
    errors: ['GIFT_ORDER_UNKNOWN', 'GIFT_ORDER_SETTLED'],
  }),
};
