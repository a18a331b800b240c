import { z } from 'zod';
import { documentRoutes, triedDocument } from '../documents/document-routes';
import { route } from '../route';
import { DayText, eitherEnd } from '../shared/schemas';
import { command, one, pages } from '../shared/shapes';
import { BackTest, EarningPlan, EarningRules, HypotheticalOrder, RewardFlag } from './schemas';

const document = documentRoutes({
  base: '/operator/earning',
  versions: 'versions',
  called: 'the earning rules',
  type: 'EarningRules',
  read: 'earning.read',
  write: 'earning.write',
  content: EarningRules,
  summary: {},
  /** The same in sentences, as members read them; none while there are faults. */
  detail: { words: z.array(z.strictObject({ zh: z.string(), en: z.string() })) },
});

const tried = triedDocument(EarningRules);

export const routes = {
  earningVersions: document.versions,
  earningVersion: document.version,
  saveEarningDraft: document.saveDraft,
  discardEarningDraft: document.discardDraft,
  publishEarningDraft: document.publishDraft,
  approveEarningVersion: document.approveVersion,
  withdrawEarningDraft: document.withdrawDraft,
  tryEarning: route({
    method: 'POST',
    path: '/operator/earning/trial',
    access: 'operator:earning.read',
    summary: 'What one order would earn by these rules, step by step; writes nothing',
    body: z.strictObject({ of: tried, order: HypotheticalOrder }),
    reply: EarningPlan,
    errors: ['DOCUMENT_UNKNOWN', 'DOCUMENT_INVALID', 'LINES_INVALID'],
  }),
  startBackTest: route({
    method: 'POST',
    path: '/operator/earning/back-tests',
    access: 'operator:earning.write',
    summary: 'What these rules would have cost over past orders, by tier and layer; runs in the background',
    body: z.strictObject({ of: tried, fromDay: DayText, toDay: DayText }),
    reply: BackTest,
    errors: ['DOCUMENT_UNKNOWN', 'DOCUMENT_INVALID', 'DAY_RANGE_INVALID', 'BACK_TEST_RUNNING'],
  }),
  backTests: route({
    method: 'GET',
    path: '/operator/earning/back-tests',
    access: 'operator:earning.read',
    summary: 'The latest 20 back-tests, newest first',
    reply: z.strictObject({ items: z.array(BackTest) }),
    errors: [],
  }),
  backTest: one('operator:earning.read', '/operator/earning/back-tests/:backTestId', {
    summary: 'Progress and result of one back-test',
    reply: BackTest,
    errors: ['BACK_TEST_UNKNOWN'],
  }),
  rewardFlags: pages('operator:earning.read', '/operator/earning/flags', {
    summary: 'Orders whose guide may have rewarded themselves, newest first',
    filters: { ...eitherEnd, state: z.enum(['open', 'dismissed', 'confirmed']).default('open') },
    of: RewardFlag,
  }),
  decideRewardFlag: command('operator:earning.write', '/operator/earning/flags/:flagId/decision', {
    summary: 'Decide on a flag, once. Confirming takes the guide’s points of the order back',
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
