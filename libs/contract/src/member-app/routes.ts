import { z } from 'zod';
import { BatchOutcome } from '../imports/schemas';
import { ConsentPurpose } from '../members/schemas';
import { route } from '../route';
import { Scene } from '../scene-codes/schemas';
import { wechatCodes } from '../shared/codes';
import { InstantMs, PageQuery } from '../shared/schemas';
import { one, pages } from '../shared/shapes';
import {
  MemberHome,
  MyData,
  MyOrder,
  MyOrderWhole,
  PointsHistory,
  PointsLot,
  PointsLotStory,
  PointsOverview,
} from './schemas';

const consentChoice = z.strictObject({
  purpose: ConsentPurpose,
  version: z.string().max(64),
  granted: z.boolean(),
});

/** The screens of a customer: home, joining, own points, own data. */
export const routes = {
  memberHome: route({
    method: 'GET',
    path: '/members/me/home',
    access: 'customer',
    summary: 'The first screen in one answer',
    reply: MemberHome,
    errors: [],
  }),
  join: route({
    method: 'POST',
    path: '/members/me/join',
    access: 'customer',
    summary: 'Join with consent; a phone code of WeChat verifies the mobile number and unifies earlier cards',
    body: z.strictObject({
      consents: z.array(consentChoice).min(1).max(10),
      phoneCode: z.string().min(1).max(128).optional(),
      /** Kept as it may be shown to others, 32 signs at most; one that shows nothing is none. */
      nickname: z.string().max(256).optional(),
      /** The code by which they came; one that means nothing hinders nobody. */
      scene: Scene.optional(),
    }),
    reply: MemberHome,
    errors: [
      'CUSTOMER_ERASED',
      'MEMBER_ALREADY_JOINED',
      'CONSENT_REQUIRED',
      'CONSENT_OUTDATED',
      ...wechatCodes,
    ],
  }),
  addMyMobile: route({
    method: 'POST',
    path: '/members/me/mobile',
    access: 'member',
    summary:
      'Add the mobile number that a phone code of WeChat verifies, for who joined without; earlier cards of it unify',
    body: z.strictObject({ phoneCode: z.string().min(1).max(128) }),
    reply: MemberHome,
    errors: ['MOBILE_ON_FILE', 'MOBILE_OF_ANOTHER', ...wechatCodes],
  }),
  memberCode: route({
    method: 'POST',
    path: '/members/me/code',
    access: 'member',
    summary: 'A fresh dynamic code: lives one minute, good for one scan; the one before it ends',
    reply: z.strictObject({ code: z.string(), expiresAtMs: InstantMs, serverNowMs: InstantMs }),
    errors: [],
  }),
  memberCodeScan: route({
    method: 'GET',
    path: '/members/me/code/scan',
    access: 'member',
    summary: 'When a guide last scanned a code of mine; null when nobody did within a day',
    reply: z.strictObject({ scannedAtMs: InstantMs.nullable() }),
    errors: [],
  }),
  myData: route({
    method: 'GET',
    path: '/members/me/data',
    access: 'customer',
    summary: 'What is known about me, and what I agreed to',
    reply: MyData,
    errors: [],
  }),
  setMyNickname: route({
    method: 'PUT',
    path: '/members/me/nickname',
    access: 'member',
    summary: 'Say how I want to be called; what shows nothing takes the name away',
    // Kept as it may be shown to others, 32 signs at most.
    body: z.strictObject({ nickname: z.string().max(256) }),
    reply: MyData,
    errors: [],
  }),
  chooseConsent: route({
    method: 'PUT',
    path: '/members/me/consents',
    access: 'customer',
    summary: 'Grant or withdraw one consent; a new row each time',
    body: consentChoice,
    reply: MyData,
    errors: ['CONSENT_OUTDATED', 'CONSENT_REQUIRED'],
  }),
  exportMyData: route({
    method: 'GET',
    path: '/members/me/data/export',
    access: 'customer',
    summary: 'Everything held about me as one JSON document',
    reply: z.looseObject({ exportedAtMs: InstantMs }),
    errors: [],
  }),
  eraseMe: route({
    method: 'POST',
    path: '/members/me/erase',
    access: 'customer',
    summary: 'Destroy my personal data for good; the ledger keeps amounts, not the person',
    body: z.strictObject({ confirm: z.literal('ERASE') }),
    reply: z.strictObject({ erased: z.literal(true) }),
    errors: [],
  }),
  trackMyEvents: route({
    method: 'POST',
    path: '/members/me/events',
    access: 'customer',
    summary:
      'Behaviour of the signed-in customer from the mini-program, at most 24 hours old; it counts as of its receipt',
    body: z.strictObject({
      events: z
        .array(
          z.strictObject({
            eventId: z.string().min(1).max(64),
            type: z.string().min(1).max(48),
            occurredAtMs: InstantMs,
            item: z.string().max(64).optional(),
            store: z.string().max(32).optional(),
          }),
        )
        .min(1)
        .max(50),
    }),
    reply: z.strictObject({
      accepted: z.int(),
      duplicate: z.int(),
      rejected: z.int(),
      /** Why each rejected one was, by its place in the request; sending it again does not help. */
      faults: BatchOutcome.shape.rejected,
    }),
    errors: [],
  }),
  pointsHistory: route({
    method: 'GET',
    path: '/members/me/points',
    access: 'member',
    summary: 'Balance and history with reasons, newest first',
    query: PageQuery,
    reply: PointsHistory,
    errors: [],
  }),
  pointsOverview: route({
    method: 'GET',
    path: '/members/me/points/overview',
    access: 'member',
    summary: 'What is available, on its way, held and about to expire, each with its dates',
    reply: PointsOverview,
    errors: [],
  }),
  pointsLots: pages('member', '/members/me/points/lots', {
    summary: 'Every credit with something left in it, the one that expires first at the top',
    of: PointsLot,
  }),
  pointsLotStory: one('member', '/members/me/points/lots/:lotId', {
    summary: 'One credit: where it came from, and what became of it step by step',
    reply: PointsLotStory,
    errors: ['LOT_UNKNOWN'],
  }),
  myOrders: pages('member', '/members/me/orders', {
    summary: 'What I bought, newest first, each with what it earned',
    of: MyOrder,
  }),
  myOrder: one('member', '/members/me/orders/:orderId', {
    summary: 'One order of mine, with its lines and refunds',
    reply: MyOrderWhole,
    errors: ['ORDER_UNKNOWN'],
  }),
};
