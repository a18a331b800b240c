import { z } from 'zod';
import { route } from '../route';
import { wechatCodes } from '../shared/codes';
import { eitherEnd, PublicId } from '../shared/schemas';
import { command, pages } from '../shared/shapes';
import {
  AccountSession,
  ConnectorKey,
  NewConnectorSecret,
  NewPassword,
  OperatorAccount,
  OperatorAction,
  OverlapHours,
  Totp,
  TotpEnrolment,
} from './access';
import {
  ConsoleSession,
  ConsoleSessionEnds,
  CustomerSession,
  OperatorProfile,
  OperatorSession,
  Tokens,
} from './schemas';

const signInBody = z.strictObject({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
  totp: Totp.optional(),
  /** Random text that a browser keeps: strangers who guess lock nobody out where they signed in before. */
  device: z.string().min(20).max(64).optional(),
});
const signInErrors = [
  'ACCOUNT_LOCKED',
  'SIGN_IN_BUSY',
  'CREDENTIALS_WRONG',
  'TOTP_REQUIRED',
  'TOTP_WRONG',
] as const;
const refreshBody = z.strictObject({ refreshToken: z.string().min(20).max(200) });

export const routes = {
  signInWithWechat: route({
    method: 'POST',
    path: '/session/wechat',
    access: 'public',
    summary: 'Exchange a wx.login code for a customer session',
    body: z.strictObject({ brand: z.string().min(1).max(32), code: z.string().min(1).max(128) }),
    reply: CustomerSession,
    errors: ['BRAND_UNKNOWN', ...wechatCodes],
  }),
  refreshSession: route({
    method: 'POST',
    path: '/session/refresh',
    access: 'public',
    summary: 'Trade a refresh token for new tokens; the old refresh token ends',
    body: refreshBody,
    reply: Tokens,
    errors: [],
  }),
  signOut: route({
    method: 'POST',
    path: '/session/revoke',
    access: 'public',
    summary: 'End the session that owns this refresh token, access tokens included',
    body: refreshBody,
    reply: z.strictObject({ revoked: z.boolean() }),
    errors: [],
  }),
  signInOperator: route({
    method: 'POST',
    path: '/operator/session',
    access: 'public',
    summary: 'Sign an operator in by name, password and one-time code',
    body: signInBody,
    reply: OperatorSession,
    errors: signInErrors,
  }),
  openConsole: route({
    method: 'POST',
    path: '/console/session',
    access: 'public',
    summary: 'Sign an operator in whose browser keeps the tokens, in cookies that no script reads',
    body: signInBody,
    reply: ConsoleSession,
    errors: signInErrors,
  }),
  renewConsole: route({
    method: 'POST',
    path: '/console/session/renew',
    access: 'public',
    summary: 'Trade the refresh token in the cookie for new tokens; the old one ends',
    reply: ConsoleSessionEnds,
    errors: [],
  }),
  closeConsole: route({
    method: 'POST',
    path: '/console/session/end',
    access: 'public',
    summary: 'End the session in the cookies, and take them away',
    reply: z.strictObject({ revoked: z.boolean() }),
    errors: [],
  }),
  operatorProfile: route({
    method: 'GET',
    path: '/operator/me',
    access: 'operator',
    summary: 'The signed-in operator, with permissions and scope',
    reply: OperatorProfile,
    errors: [],
  }),
  changeMyPassword: route({
    method: 'POST',
    path: '/operator/account/password',
    access: 'operator',
    summary: 'Change the own password; every other session of the account ends',
    body: z.strictObject({ current: z.string().min(1).max(200), next: NewPassword }),
    reply: z.strictObject({ changed: z.literal(true) }),
    errors: ['SIGN_IN_BUSY', 'PASSWORD_WRONG'],
  }),
  beginMyTotp: route({
    method: 'POST',
    path: '/operator/account/totp',
    access: 'operator',
    summary: 'Begin to enrol one-time codes; nothing changes until a code confirms it',
    body: z.strictObject({
      password: z.string().min(1).max(200),
      /** A code of the present enrolment, where there is one. */
      totp: Totp.optional(),
    }),
    reply: TotpEnrolment,
    errors: ['SIGN_IN_BUSY', 'PASSWORD_WRONG', 'TOTP_REQUIRED', 'TOTP_WRONG'],
  }),
  confirmMyTotp: route({
    method: 'POST',
    path: '/operator/account/totp/confirm',
    access: 'operator',
    summary: 'Confirm the enrolment by a code; every other session of the account ends',
    body: z.strictObject({ totp: Totp }),
    reply: z.strictObject({ enrolled: z.literal(true) }),
    errors: ['TOTP_NOT_BEGUN', 'TOTP_WRONG'],
  }),
  mySessions: route({
    method: 'GET',
    path: '/operator/account/sessions',
    access: 'operator',
    summary: 'Open sessions of the own account, newest first',
    reply: z.strictObject({ items: z.array(AccountSession) }),
    errors: [],
  }),
  endMySession: command('operator', '/operator/account/sessions/:sessionId/end', {
    summary: 'End a session of the own account',
    reply: z.strictObject({ ended: z.literal(true) }),
    errors: ['SESSION_UNKNOWN'],
  }),
  endMyOtherSessions: route({
    method: 'POST',
    path: '/operator/account/sessions/end-others',
    access: 'operator',
    summary: 'End every session of the own account but this one',
    reply: z.strictObject({ ended: z.int().nonnegative() }),
    errors: [],
  }),
  operatorAccounts: route({
    method: 'GET',
    path: '/operator/access/operators',
    access: 'operator:access.manage',
    summary: 'Who may or might sign in to the console of the brand',
    reply: z.strictObject({ items: z.array(OperatorAccount) }),
    errors: [],
  }),
  dismissOperator: command('operator:access.manage', '/operator/access/operators/:operatorId/dismiss', {
    summary: 'Let nobody in by this account any more; its sessions end at once',
    reply: OperatorAccount,
    errors: ['OPERATOR_UNKNOWN', 'LAST_OWNER'],
  }),
  reinstateOperator: command('operator:access.manage', '/operator/access/operators/:operatorId/reinstate', {
    summary: 'Let a dismissed account sign in again',
    reply: OperatorAccount,
    errors: ['OPERATOR_UNKNOWN'],
  }),
  resetOperatorTotp: command('operator:access.manage', '/operator/access/operators/:operatorId/reset-totp', {
    summary: 'Take the one-time codes of an account away, for a phone that is lost; its sessions end at once',
    reply: OperatorAccount,
    errors: ['OPERATOR_UNKNOWN'],
  }),
  endOperatorSessions: command(
    'operator:access.manage',
    '/operator/access/operators/:operatorId/end-sessions',
    {
      summary: 'End every session of an account at once',
      reply: OperatorAccount,
      errors: ['OPERATOR_UNKNOWN'],
    },
  ),
  operatorActions: pages('operator:access.log', '/operator/access/log', {
    summary: 'What was done with privilege, newest first: by whom, to what; never a person’s data',
    filters: { ...eitherEnd, operatorId: PublicId.optional() },
    of: OperatorAction,
  }),
  connectorKeys: route({
    method: 'GET',
    path: '/operator/access/connectors',
    access: 'operator:access.manage',
    summary: 'Keys of tills and platforms, revoked ones too',
    reply: z.strictObject({ items: z.array(ConnectorKey) }),
    errors: [],
  }),
  createConnectorKey: route({
    method: 'POST',
    path: '/operator/access/connectors',
    access: 'operator:access.manage',
    summary: 'Make a key for a till or a platform; the secret is answered this once',
    body: z.strictObject({ name: z.string().trim().min(1).max(64) }),
    reply: NewConnectorSecret,
    errors: [],
  }),
  rotateConnectorKey: command('operator:access.manage', '/operator/access/connectors/:connectorId/rotate', {
    summary: 'Give a key another secret, answered this once; the one before signs for some hours more',
    body: z.strictObject({ overlapHours: OverlapHours }),
    reply: NewConnectorSecret,
    errors: ['CONNECTOR_UNKNOWN', 'CONNECTOR_REVOKED'],
  }),
  revokeConnectorKey: command('operator:access.manage', '/operator/access/connectors/:connectorId/revoke', {
    summary: 'Take nothing any more that is signed with this key, for good',
    reply: ConnectorKey,
    errors: ['CONNECTOR_UNKNOWN'],
  }),
};
