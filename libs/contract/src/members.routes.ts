import { z } from 'zod';
import { route } from './route';
import { ConsentPurpose, InboxMessage, MemberHome, MyData } from './members.schemas';
import { InstantMs, page, PageQuery, PublicId } from './shared.schemas';

const consentChoice = z.strictObject({
  purpose: ConsentPurpose,
  version: z.string().max(64),
  granted: z.boolean(),
});

export const memberRoutes = {
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
      nickname: z.string().trim().min(1).max(32).optional(),
    }),
    reply: MemberHome,
    errors: [
      'MEMBER_ALREADY_JOINED',
      'CONSENT_REQUIRED',
      'CONSENT_OUTDATED',
      'WECHAT_CODE_INVALID',
      'WECHAT_CODE_USED',
      'WECHAT_RATE_LIMITED',
      'WECHAT_BUSY',
      'WECHAT_UNAVAILABLE',
      'WECHAT_MISCONFIGURED',
    ],
  }),
  memberCode: route({
    method: 'POST',
    path: '/members/me/code',
    access: 'member',
    summary: 'A fresh dynamic code: lives one minute, good for one scan; the one before it ends',
    reply: z.strictObject({ code: z.string(), expiresAtMs: InstantMs, serverNowMs: InstantMs }),
    errors: [],
  }),
  inbox: route({
    method: 'GET',
    path: '/members/me/inbox',
    access: 'customer',
    summary: 'In-app messages, newest first',
    query: PageQuery,
    reply: page(InboxMessage),
    errors: [],
  }),
  readMessage: route({
    method: 'POST',
    path: '/members/me/inbox/:messageId/read',
    access: 'customer',
    summary: 'Mark a message as read; harmless when repeated',
    params: z.strictObject({ messageId: PublicId }),
    reply: z.strictObject({ readAtMs: InstantMs }),
    errors: ['MESSAGE_UNKNOWN'],
  }),
  myData: route({
    method: 'GET',
    path: '/members/me/data',
    access: 'customer',
    summary: 'What is known about me, and what I agreed to',
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
    summary: 'Behaviour of the signed-in customer from the mini-program',
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
    reply: z.strictObject({ accepted: z.int(), duplicate: z.int(), rejected: z.int() }),
    errors: [],
  }),
};
