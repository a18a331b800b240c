import { z } from 'zod';
import { documentRoutes } from '../documents/document-routes';
import { route } from '../route';
import { signatureCodes } from '../shared/codes';
import { DayText, Fen, InstantMs } from '../shared/schemas';
import { command, one } from '../shared/shapes';
import {
  CustomerTier,
  MyTier,
  TierBackTest,
  TierBadge,
  TierLevelNumber,
  TierPass,
  TierScheme,
} from './schemas';

const reason = z.string().trim().min(2).max(200);

/** From when until when a pass holds; `extends` puts it behind the running pass of the same kind and level. */
const passTerms = {
  kind: z.enum(['paid', 'trial']),
  level: TierLevelNumber,
  days: z.int().min(1).max(1_100),
  amountFen: Fen.default(0),
  extends: z.boolean().default(false),
};

const passKey = z.string().regex(/^[\x21-\x7e]{1,64}$/);

const document = documentRoutes({
  base: '/operator/tiers',
  versions: 'schemes',
  called: 'the tier scheme',
  type: 'TierScheme',
  read: 'insights.read',
  write: 'tiers.write',
  content: TierScheme,
  summary: { levels: z.int() },
  detail: {},
});

export const routes = {
  myTier: route({
    method: 'GET',
    path: '/members/me/tier',
    access: 'member',
    summary: 'My level, what is missing to the next one, what keeps it, and why it changed',
    reply: MyTier,
    errors: [],
  }),
  tierSchemes: document.versions,
  tierScheme: document.version,
  saveTierDraft: document.saveDraft,
  discardTierDraft: document.discardDraft,
  publishTierDraft: document.publishDraft,
  approveTierScheme: document.approveVersion,
  withdrawTierDraft: document.withdrawDraft,
  backTestTierDraft: route({
    method: 'POST',
    path: '/operator/tiers/draft/back-test',
    access: 'operator:insights.read',
    summary:
      'Judge real members by the draft, writing nothing: who would stand where, and what gifts would cost',
    body: z.strictObject({}),
    reply: TierBackTest,
    errors: ['DOCUMENT_UNKNOWN', 'DOCUMENT_INVALID'],
  }),
  tierDistribution: route({
    method: 'GET',
    path: '/operator/tiers/distribution',
    access: 'operator:insights.read',
    summary: 'Members by level: now, and at the end of a series of days (at most 62 points)',
    query: z.strictObject({
      from: DayText,
      to: DayText,
      stepDays: z.coerce.number().int().min(1).max(92).default(7),
    }),
    reply: z.strictObject({
      levels: z.array(TierBadge.extend({ members: z.int() })),
      atRisk: z.int(),
      points: z.array(z.strictObject({ day: DayText, counts: z.array(z.int()) })),
    }),
    errors: ['DAY_RANGE_INVALID'],
  }),
  customerTier: one('operator:customers.read', '/operator/customers/:customerId/tier', {
    summary: 'Where a customer stands, with passes, gifts and the reason of every change',
    reply: CustomerTier,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  grantTierPass: command('operator:tiers.write', '/operator/customers/:customerId/tier/passes', {
    summary: 'Give a paid membership or a trial card; the same key twice is one pass',
    body: z.strictObject({ passKey, startsAtMs: InstantMs.optional(), ...passTerms }),
    reply: TierPass,
    errors: ['CUSTOMER_UNKNOWN', 'CUSTOMER_NOT_MEMBER', 'TIER_LEVEL_UNKNOWN', 'TIER_PASS_KEY_REUSED'],
  }),
  cancelTierPass: command('operator:tiers.write', '/operator/tier-passes/:passId/cancel', {
    summary: 'End a pass now; harmless when repeated',
    body: z.strictObject({ reason }),
    reply: TierPass,
    errors: ['TIER_PASS_UNKNOWN', 'TIER_PASS_ENDED'],
  }),
  revokeTier: command('operator:tiers.write', '/operator/customers/:customerId/tier/revoke', {
    summary: 'Take a level back at once for fraud; what was earned before no longer counts',
    body: z.strictObject({ toLevel: TierLevelNumber, reason }),
    reply: CustomerTier,
    errors: ['CUSTOMER_UNKNOWN', 'CUSTOMER_NOT_MEMBER', 'TIER_NOT_LOWER'],
  }),
  openGrantTierPass: route({
    method: 'POST',
    path: '/open/tier-passes',
    access: 'open-api',
    summary: 'A paid membership or trial card sold elsewhere; the same pass key twice is one pass',
    body: z.strictObject({
      identityKind: z.string().min(1).max(32),
      identity: z.string().min(1).max(128),
      passKey,
      startsAtMs: InstantMs.optional(),
      ...passTerms,
    }),
    reply: TierPass,
    errors: [
      ...signatureCodes,
      'IDENTITY_KIND_UNKNOWN',
      'IDENTITY_INVALID',
      'CUSTOMER_UNKNOWN',
      'CUSTOMER_NOT_MEMBER',
      'TIER_LEVEL_UNKNOWN',
      'TIER_PASS_KEY_REUSED',
    ],
  }),
  openCancelTierPass: route({
    method: 'POST',
    path: '/open/tier-passes/cancel',
    access: 'open-api',
    summary: 'End a pass that was sold elsewhere, by its key; harmless when repeated',
    body: z.strictObject({ passKey, reason }),
    reply: TierPass,
    errors: [...signatureCodes, 'TIER_PASS_UNKNOWN', 'TIER_PASS_ENDED'],
  }),
};
