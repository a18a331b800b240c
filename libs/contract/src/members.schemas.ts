import { z } from 'zod';
import { PointsItem } from './points.schemas';
import { InstantMs, Points, PublicId } from './shared.schemas';
import { GuideRole } from './session.schemas';
import { TierBadge } from './tiers.schemas';

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
        tier: TierBadge.nullish(),
      })
      .nullable(),
    /** What joining gives, for a customer who has not; empty for a member. */
    joinOffer: z.array(z.strictObject({ zh: z.string(), en: z.string() })),
    consentTexts: z.array(ConsentText),
    unreadMessages: z.int().min(0),
    latestPoints: z.array(PointsItem),
    guide: GuideRole.nullable(),
  })
  .meta({ id: 'MemberHome' });

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
