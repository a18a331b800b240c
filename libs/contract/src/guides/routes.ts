import { z } from 'zod';
import { route } from '../route';
import { InstantMs, PageQuery, PublicId, TimelineItem, TimelineQuery, page } from '../shared/schemas';
import { command, one } from '../shared/shapes';
import { TierBadge, TierLevelNumber } from '../tiers/schemas';
import {
  GuideBinding,
  GuideCustomerCard,
  GuideCustomerItem,
  GuideCustomerPage,
  GuideItem,
  GuideRole,
} from './schemas';

export const routes = {
  guides: route({
    method: 'GET',
    path: '/operator/guides',
    access: 'operator:customers.read',
    summary: 'Guides of the brand with the customers they look after; those who left come last',
    reply: z.strictObject({ items: z.array(GuideItem) }),
    errors: [],
  }),
  moveGuide: command('operator:guides.write', '/operator/guides/:guideId/store', {
    summary: 'Move a guide to another store; what was earned before stays with the old one',
    body: z.strictObject({ storeCode: z.string().min(1).max(32) }),
    reply: GuideItem,
    errors: ['GUIDE_UNKNOWN', 'GUIDE_LEFT', 'STORE_UNKNOWN'],
  }),
  guideLeaves: command('operator:guides.write', '/operator/guides/:guideId/leave', {
    summary:
      'A guide leaves: the role ends and the customers are handed over, or are free when nobody takes them',
    body: z.strictObject({ handOverTo: PublicId.nullable(), confirm: z.literal('LEAVE') }),
    reply: z.strictObject({ guide: GuideItem, customersHandedOver: z.int() }),
    errors: ['GUIDE_UNKNOWN', 'GUIDE_LEFT'],
  }),
  customerGuide: one('operator:customers.read', '/operator/customers/:customerId/guide', {
    summary: 'Who looks after a customer, and who did before, newest first',
    reply: z.strictObject({ items: z.array(GuideBinding) }),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  transferCustomer: command('operator:guides.write', '/operator/customers/:customerId/guide', {
    summary: 'Give a customer to another guide; orders paid before stay with the one before',
    body: z.strictObject({ guideId: PublicId, reason: z.string().trim().min(2).max(200) }),
    reply: z.strictObject({ items: z.array(GuideBinding) }),
    errors: ['CUSTOMER_UNKNOWN', 'GUIDE_UNKNOWN', 'GUIDE_LEFT'],
  }),
  guideHome: route({
    method: 'GET',
    path: '/guide/me/home',
    access: 'guide',
    summary: 'Today at the store: who I am and whom I served',
    reply: z.strictObject({
      guide: GuideRole,
      serverNowMs: InstantMs,
      scansToday: z.int(),
      recent: z.array(z.strictObject({ customer: GuideCustomerCard, scannedAtMs: InstantMs })),
    }),
    errors: [],
  }),
  scanMemberCode: route({
    method: 'POST',
    path: '/guide/scans',
    access: 'guide',
    summary: 'Scan or type a dynamic member code; it works once',
    body: z.strictObject({ code: z.string().trim().min(4).max(64) }),
    reply: GuideCustomerPage,
    errors: ['CODE_UNKNOWN', 'CODE_EXPIRED', 'CODE_USED'],
  }),
  guideCustomers: route({
    // A body, not a query: a searched name or mobile number must not end up in addresses and access logs.
    method: 'POST',
    path: '/guide/me/customers/search',
    access: 'guide',
    summary:
      'The customers I look after, the latest contact first; search by a part of the name, the last four digits of the mobile number or the whole of it',
    body: PageQuery.extend({
      search: z.string().trim().min(1).max(64).optional(),
      /** Members at this level. */
      tier: TierLevelNumber.optional(),
      /** `yes`: a gift waits for them. */
      gift: z.literal('yes').optional(),
      /** `yes`: points expire within two months. */
      expiring: z.literal('yes').optional(),
      /** `month`: their birthday is in this month, and they allow marketing messages. */
      birthday: z.literal('month').optional(),
      /** Bought nothing for so many days, or never. */
      notBoughtDays: z.int().min(1).max(3_650).optional(),
    }),
    reply: page(GuideCustomerItem).extend({
      /** The levels of the brand, the lowest first, to choose from. */
      levels: z.array(TierBadge),
    }),
    errors: [],
  }),
  guideCustomer: one('guide', '/guide/customers/:customerId', {
    summary: 'The card of a customer this guide scanned or looks after, or whose home store is the guide’s',
    reply: GuideCustomerPage,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  guideCustomerTimeline: one('guide', '/guide/customers/:customerId/timeline', {
    summary:
      'The customer’s journey, newest first; of some kinds only where they are named, with commas between',
    query: TimelineQuery,
    reply: page(TimelineItem),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
