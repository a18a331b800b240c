import { z } from 'zod';
import { InstantMs, Points, PublicId } from './shared.schemas';
import { GuideRole } from './session.schemas';

export const consentPurposes = ['membership', 'marketing', 'personalisation'] as const;
export const ConsentPurpose = z.enum(consentPurposes).meta({ id: 'ConsentPurpose' });
export const Consent = z
  .strictObject({
    purpose: ConsentPurpose,
    version: z.string(),
    granted: z.boolean(),
    atMs: InstantMs,
    channel: z.string(),
  })
  .meta({ id: 'Consent' });

/** The text a customer agrees to; `version` is a hash of the text and changes with it. */
export const ConsentText = z
  .strictObject({
    purpose: ConsentPurpose,
    version: z.string(),
    required: z.boolean(),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    text: z.strictObject({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'ConsentText' });

export const BrandTheme = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    slogan: z.string(),
    primaryColour: z.string(),
    radiusPx: z.int(),
  })
  .meta({ id: 'BrandTheme' });

/** Everything the mini-program's first screen shows, in one answer. */
export const MemberHome = z
  .strictObject({
    brand: BrandTheme,
    serverNowMs: InstantMs,
    isMember: z.boolean(),
    /** Null before joining. */
    member: z
      .strictObject({
        customerId: PublicId,
        nickname: z.string().nullable(),
        joinedAtMs: InstantMs,
        pointsAvailable: Points,
        pointsPending: Points,
        mobileMasked: z.string().nullable(),
      })
      .nullable(),
    /** What joining gives, for a customer who has not; empty for a member. */
    joinOffer: z.array(z.strictObject({ zh: z.string(), en: z.string() })),
    consentTexts: z.array(ConsentText),
    unreadMessages: z.int().min(0),
    latestPoints: z.array(z.lazy(() => PointsItem)),
    guide: GuideRole.nullable(),
  })
  .meta({ id: 'MemberHome' });

/** One line of the points history. `reason` says why in words of the message table: `order`, `refund`, `merge`, `adjustment`. */
export const PointsItem = z
  .strictObject({
    id: PublicId,
    kind: z.enum(['earn', 'clawback', 'merge', 'adjustment']),
    points: Points,
    balanceAfter: Points,
    occurredAtMs: InstantMs,
    reason: z.strictObject({
      orderId: z.string().nullable(),
      amountFen: z.int().nullable(),
      channel: z.string().nullable(),
      store: z.string().nullable(),
      rule: z.string().nullable(),
    }),
  })
  .meta({ id: 'PointsItem' });

export const PointsHistory = z
  .strictObject({
    available: Points,
    pending: Points,
    items: z.array(PointsItem),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'PointsHistory' });

export const InboxMessage = z
  .strictObject({
    id: PublicId,
    template: z.string(),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    body: z.strictObject({ zh: z.string(), en: z.string() }),
    sentAtMs: InstantMs,
    readAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'InboxMessage' });

export const MyData = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    mobileMasked: z.string().nullable(),
    joinedAtMs: InstantMs.nullable(),
    identities: z.array(z.strictObject({ kind: z.string(), masked: z.string(), sinceMs: InstantMs })),
    consents: z.array(Consent),
    held: z.strictObject({ events: z.int(), orders: z.int(), messages: z.int() }),
  })
  .meta({ id: 'MyData' });
