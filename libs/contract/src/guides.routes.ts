import { z } from 'zod';
import { route } from './route';
import { GuideRole } from './session.schemas';
import { Fen, InstantMs, LayerCode, page, PageQuery, Points, PublicId, TimelineItem } from './shared.schemas';
import { TierBadge } from './tiers.schemas';

/** What a guide needs to know about the person at the counter, and nothing more: no mobile number in full. */
export const GuideCustomerCard = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    mobileMasked: z.string().nullable(),
    isMember: z.boolean(),
    joinedAtMs: InstantMs.nullable(),
    layer: LayerCode,
    /** Null before joining. */
    tier: TierBadge.nullish(),
    pointsAvailable: Points,
    orders: z.int(),
    spentFen: Fen,
    lastOrderAtMs: InstantMs.nullable(),
    lastSeenAtMs: InstantMs.nullable(),
    homeStore: z.string().nullable(),
    allowsMarketing: z.boolean(),
  })
  .meta({ id: 'GuideCustomerCard' });

export const guideRoutes = {
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
    reply: GuideCustomerCard,
    errors: ['CODE_UNKNOWN', 'CODE_EXPIRED', 'CODE_USED'],
  }),
  guideCustomer: route({
    method: 'GET',
    path: '/guide/customers/:customerId',
    access: 'guide',
    summary: 'The card of a customer this guide has scanned or whose home store is the guide’s',
    params: z.strictObject({ customerId: PublicId }),
    reply: GuideCustomerCard,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  guideCustomerTimeline: route({
    method: 'GET',
    path: '/guide/customers/:customerId/timeline',
    access: 'guide',
    summary: 'The customer’s journey, newest first',
    params: z.strictObject({ customerId: PublicId }),
    query: PageQuery,
    reply: page(TimelineItem),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
