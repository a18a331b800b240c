import { z } from 'zod';
import { route } from '../route';
import { keyCodes, spendCodes } from '../shared/codes';
import { eitherEnd, Fen, PageQuery, page } from '../shared/schemas';
import { command, one, pages } from '../shared/shapes';
import {
  GuideWallet,
  LiabilityReport,
  Month,
  PartyKind,
  Payout,
  PayoutRow,
  PayoutState,
  SettlementLine,
  SettlementPayment,
  SettlementPeriod,
  SettlementRates,
  SettlementStatement,
  SettlementTotals,
} from './schemas';

const statementParams = z.strictObject({
  period: Month,
  partyKind: PartyKind,
  /** Code of the store, public id of the guide. */
  partyId: z.string().min(1).max(64),
});

const statementPath = '/operator/settlement/statements/:period/:partyKind/:partyId';

const myStatementParams = z.strictObject({ period: Month });

/** What the brand owes its stores and guides, what its points cost it, and guide points drawn as cash. */
export const routes = {
  settlementPeriods: route({
    method: 'GET',
    path: '/operator/settlement/periods',
    access: 'operator:settlement.read',
    summary: 'Months with anything to settle, newest first, with how far each is',
    reply: z.strictObject({ items: z.array(SettlementPeriod) }),
    errors: [],
  }),
  settlementStatements: pages('operator:settlement.read', '/operator/settlement/statements', {
    summary: 'Statements of a month, drafts computed now; a page may be short where parties had nothing',
    filters: { period: Month, partyKind: PartyKind.optional() },
    of: SettlementStatement,
  }),
  settlementTotals: route({
    method: 'GET',
    path: '/operator/settlement/totals',
    access: 'operator:settlement.read',
    summary: 'What all statements of a month come to, drafts as they are now',
    query: z.strictObject({ period: Month, partyKind: PartyKind.optional() }),
    reply: SettlementTotals,
    errors: [],
  }),
  settlementStatement: route({
    method: 'GET',
    path: statementPath,
    access: 'operator:settlement.read',
    summary: 'One statement; a draft as long as it is not closed',
    params: statementParams,
    reply: SettlementStatement,
    errors: ['STATEMENT_UNKNOWN'],
  }),
  settlementLines: route({
    method: 'GET',
    path: `${statementPath}/lines`,
    access: 'operator:settlement.read',
    summary: 'Lines of a statement in posted order, each one entry of the ledger',
    params: statementParams,
    query: PageQuery,
    reply: page(SettlementLine),
    errors: ['STATEMENT_UNKNOWN'],
  }),
  settlementCsv: route({
    method: 'GET',
    path: `${statementPath}/lines.csv`,
    access: 'operator:settlement.read',
    summary: 'The lines as a file for spreadsheets',
    params: statementParams,
    reply: z.string(),
    errors: ['STATEMENT_UNKNOWN'],
    wire: 'download',
  }),
  settlementPrint: route({
    method: 'GET',
    path: `${statementPath}/print`,
    access: 'operator:settlement.read',
    summary: 'The statement as a page to print (A4)',
    params: statementParams,
    query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.string(),
    errors: ['STATEMENT_UNKNOWN'],
    wire: 'download',
  }),
  closeSettlement: route({
    method: 'POST',
    path: '/operator/settlement/close',
    access: 'operator:settlement.write',
    summary: 'Close a month, for one party or (party null) for all; what is closed never changes again',
    body: z.strictObject({
      period: Month,
      party: z.strictObject({ kind: PartyKind, id: z.string().min(1).max(64) }).nullable(),
      confirm: z.literal('CLOSE'),
    }),
    reply: z.strictObject({
      closed: z.int(),
      /** Closed before, by this or another call. */
      alreadyClosed: z.int(),
      payableFen: Fen,
    }),
    errors: ['PERIOD_NOT_OVER', 'STATEMENT_UNKNOWN', 'PERIOD_OUT_OF_ORDER', 'STATEMENT_CLOSED'],
  }),
  settlementPayment: route({
    method: 'GET',
    path: `${statementPath}/payment`,
    access: 'operator:settlement.read',
    summary: 'What is owed before and after a closed statement is paid, in money and in points',
    params: statementParams,
    reply: SettlementPayment,
    errors: [
      'STATEMENT_UNKNOWN',
      'STATEMENT_NOT_CLOSED',
      'STATEMENT_PAID',
      'STATEMENT_CARRIED_OVER',
      'STATEMENT_NOTHING_OWED',
    ],
  }),
  paySettlement: route({
    method: 'POST',
    path: `${statementPath}/pay`,
    access: 'operator:settlement.write',
    summary: 'Record that a closed statement was paid, with the reference of the payment',
    params: statementParams,
    body: z.strictObject({
      reference: z.string().trim().min(1).max(64),
      /** What the caller saw as payable, so that nobody pays a figure that they have not read. */
      payableFen: Fen,
      confirm: z.literal('PAID'),
    }),
    reply: SettlementStatement,
    errors: [
      'STATEMENT_UNKNOWN',
      'STATEMENT_NOT_CLOSED',
      'STATEMENT_PAID',
      'STATEMENT_CARRIED_OVER',
      'STATEMENT_NOTHING_OWED',
      'STATEMENT_AMOUNT_DIFFERS',
      'SETTLEMENT_SECOND_PERSON',
      'POINTS_INSUFFICIENT',
      'POINTS_IN_DEBT',
    ],
  }),
  settlementRates: route({
    method: 'GET',
    path: '/operator/settlement/rates',
    access: 'operator:settlement.read',
    summary: 'What points are worth to stores and guides, what they cost, limits',
    reply: SettlementRates,
    errors: [],
  }),
  changeSettlementRates: route({
    method: 'PUT',
    path: '/operator/settlement/rates',
    access: 'operator:settlement.write',
    summary:
      'Change the rates; closed statements keep theirs, drafts follow at once; a looser limit waits for a second owner and a pause',
    body: z.strictObject({
      /** The rates that the caller has read: somebody else's change in between is not overwritten. */
      seen: SettlementRates,
      rates: SettlementRates,
      confirm: z.literal('CHANGE'),
    }),
    /** What is in force now. */
    reply: SettlementRates,
    errors: ['RATES_CHANGED', 'LIMIT_CHANGE_OPEN', 'LIMIT_SECOND_MISSING'],
  }),
  liability: route({
    method: 'GET',
    path: '/operator/liability',
    access: 'operator:settlement.read',
    summary: 'Roll-forward of outstanding points by programme, funder, store and month, tied to the ledger',
    query: z.strictObject({ from: Month, to: Month }),
    reply: LiabilityReport,
    errors: ['MONTH_RANGE_INVALID'],
  }),
  liabilityCsv: route({
    method: 'GET',
    path: '/operator/liability.csv',
    access: 'operator:settlement.read',
    summary: 'The rows of the liability report as a file for spreadsheets',
    query: z.strictObject({ from: Month, to: Month }),
    reply: z.string(),
    errors: ['MONTH_RANGE_INVALID'],
    wire: 'download',
  }),
  payouts: pages('operator:settlement.read', '/operator/payouts', {
    summary: 'Payouts of all guides, newest first',
    filters: { ...eitherEnd, state: PayoutState.optional() },
    of: PayoutRow,
  }),
  guideWallet: route({
    method: 'GET',
    path: '/guide/me/wallet',
    access: 'guide',
    summary: 'My guide points: balance, worth, and the month under way',
    reply: GuideWallet,
    errors: [],
  }),
  guideStatements: route({
    method: 'GET',
    path: '/guide/me/statements',
    access: 'guide',
    summary: 'My statements, newest first; the month under way is a draft',
    reply: z.strictObject({ items: z.array(SettlementStatement) }),
    errors: [],
  }),
  guideStatementLines: route({
    method: 'GET',
    path: '/guide/me/statements/:period/lines',
    access: 'guide',
    summary: 'Lines of one of my statements, newest first: rewards, refunds that took them back, payouts',
    params: myStatementParams,
    query: PageQuery,
    reply: page(SettlementLine),
    errors: ['STATEMENT_UNKNOWN'],
  }),
  guidePayouts: pages('guide', '/guide/me/payouts', {
    summary: 'My payouts, newest first',
    of: Payout,
  }),
  requestPayout: route({
    method: 'POST',
    path: '/guide/me/payouts',
    access: 'guide',
    summary: 'Draw guide points as cash; the same key again answers the same payout',
    body: z.strictObject({
      key: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
      points: z.int().min(1).max(1e9),
    }),
    reply: Payout,
    errors: ['PAYOUT_UNAVAILABLE', ...keyCodes, 'PAYOUT_TOO_SMALL', 'PAYOUT_DAY_LIMIT', ...spendCodes],
  }),
  claimPayout: one('guide', '/guide/me/payouts/:payoutId/claim', {
    summary: 'What wx.requestMerchantTransfer needs so that I can collect it',
    reply: z.strictObject({ mchId: z.string(), appId: z.string(), package: z.string() }),
    errors: ['PAYOUT_UNKNOWN', 'PAYOUT_NOT_CLAIMABLE'],
  }),
  refreshPayout: command('guide', '/guide/me/payouts/:payoutId/refresh', {
    summary: 'Ask WeChat now how it stands; for the screen that comes back from collecting',
    reply: Payout,
    errors: ['PAYOUT_UNKNOWN'],
  }),
  cancelPayout: command('guide', '/guide/me/payouts/:payoutId/cancel', {
    summary: 'Cancel a payout that was not collected; the points come back once WeChat has confirmed',
    reply: Payout,
    errors: ['PAYOUT_UNKNOWN', 'PAYOUT_SETTLED'],
  }),
};
