import { z } from 'zod';
import { route } from '../route';
import { wechatCodes } from '../shared/codes';
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
  totp: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
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
};
