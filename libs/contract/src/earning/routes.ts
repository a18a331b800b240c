import { z } from 'zod';
import { route } from '../route';
import { DayText, InstantMs, PageQuery, PublicId, page } from '../shared/schemas';
import {
  BackTest,
  EarningPlan,
  EarningRules,
  EarningVersion,
  EarningVersionDetail,
  HypotheticalOrder,
  RewardFlag,
} from './schemas';

/** Rules to try: of a version that is there, or as they stand in an editor. */
const tried = z.union([z.strictObject({ version: z.int().min(1) }), z.strictObject({ rules: EarningRules })]);

/** The instant of the change that the caller has seen; 0 when there was no draft. */
const seen = { seenChangedAtMs: InstantMs };

export const routes = {
  earningVersions: route({
    method: 'GET',
    path: '/operator/earning/versions',
    access: 'operator:earning.read',
    summary: 'Versions of the earning rules, newest first; at most one of them is a draft',
    reply: z.strictObject({ items: z.array(EarningVersion) }),
    errors: [],
  }),
  earningVersion: route({
    method: 'GET',
    path: '/operator/earning/versions/:version',
    access: 'operator:earning.read',
    summary: 'One version with its rules, in data and in words',
    params: z.strictObject({ version: z.coerce.number().int().min(1) }),
    reply: EarningVersionDetail,
    errors: ['EARNING_VERSION_UNKNOWN'],
  }),
  saveEarningDraft: route({
    method: 'PUT',
    path: '/operator/earning/draft',
    access: 'operator:earning.write',
    summary: 'Save the draft. Faults of the rules are answered and kept with it; they block publishing alone',
    body: z.strictObject({ ...seen, rules: EarningRules, note: z.string().max(200) }),
    reply: EarningVersionDetail,
    errors: ['EARNING_DRAFT_CHANGED'],
  }),
  discardEarningDraft: route({
    method: 'DELETE',
    path: '/operator/earning/draft',
    access: 'operator:earning.write',
    summary: 'Throw the draft away',
    query: z.strictObject({ seenChangedAtMs: z.coerce.number().int().min(0) }),
    reply: z.strictObject({ discarded: z.literal(true) }),
    errors: ['EARNING_VERSION_UNKNOWN', 'EARNING_DRAFT_CHANGED'],
  }),
  publishEarningDraft: route({
    method: 'POST',
    path: '/operator/earning/draft/publish',
    access: 'operator:earning.write',
    summary:
      'Publish the draft: unchangeable from then on. Orders paid from `startsAtMs` on (null: now) follow it',
    body: z.strictObject({ ...seen, startsAtMs: InstantMs.nullable(), confirm: z.literal('PUBLISH') }),
    reply: EarningVersionDetail,
    errors: [
      'EARNING_VERSION_UNKNOWN',
      'EARNING_DRAFT_CHANGED',
      'EARNING_START_PAST',
      'EARNING_RULES_INVALID',
    ],
  }),
  tryEarning: route({
    method: 'POST',
    path: '/operator/earning/trial',
    access: 'operator:earning.read',
    summary: 'What one order would earn by these rules, step by step; writes nothing',
    body: z.strictObject({ of: tried, order: HypotheticalOrder }),
    reply: EarningPlan,
    errors: ['EARNING_VERSION_UNKNOWN', 'EARNING_RULES_INVALID', 'LINES_INVALID'],
  }),
  startBackTest: route({
    method: 'POST',
    path: '/operator/earning/back-tests',
    access: 'operator:earning.write',
    summary: 'What these rules would have cost over past orders, by tier and layer; runs in the background',
    body: z.strictObject({ of: tried, fromDay: DayText, toDay: DayText }),
    reply: BackTest,
    errors: ['EARNING_VERSION_UNKNOWN', 'EARNING_RULES_INVALID', 'DAY_RANGE_INVALID', 'BACK_TEST_RUNNING'],
  }),
  backTests: route({
    method: 'GET',
    path: '/operator/earning/back-tests',
    access: 'operator:earning.read',
    summary: 'The latest 20 back-tests, newest first',
    reply: z.strictObject({ items: z.array(BackTest) }),
    errors: [],
  }),
  backTest: route({
    method: 'GET',
    path: '/operator/earning/back-tests/:backTestId',
    access: 'operator:earning.read',
    summary: 'Progress and result of one back-test',
    params: z.strictObject({ backTestId: PublicId }),
    reply: BackTest,
    errors: ['BACK_TEST_UNKNOWN'],
  }),
  rewardFlags: route({
    method: 'GET',
    path: '/operator/earning/flags',
    access: 'operator:earning.read',
    summary: 'Orders whose guide may have rewarded themselves, newest first',
    query: PageQuery.extend({ state: z.enum(['open', 'dismissed', 'confirmed']).default('open') }),
    reply: page(RewardFlag),
    errors: [],
  }),
  decideRewardFlag: route({
    method: 'POST',
    path: '/operator/earning/flags/:flagId/decision',
    access: 'operator:earning.write',
    summary: 'Decide on a flag, once. Confirming takes the guide’s points of the order back',
    params: z.strictObject({ flagId: PublicId }),
    body: z.strictObject({ decision: z.enum(['dismissed', 'confirmed']) }),
    reply: RewardFlag,
    errors: ['REWARD_FLAG_UNKNOWN', 'REWARD_FLAG_DECIDED'],
  }),
  earningInWords: route({
    method: 'GET',
    path: '/members/me/earning',
    access: 'customer',
    summary: 'How points are earned, expire and are taken back, in sentences',
    reply: z.strictObject({
      ruleVersion: z.int(),
      words: z.array(z.strictObject({ zh: z.string(), en: z.string() })),
    }),
    errors: [],
  }),
};
