import { errors } from './generated/errors';

export { errors };

export type ErrorCode = keyof typeof errors;

/** What any route may answer besides its own codes, in order of precedence. */
export const commonErrors = [
  'ROUTE_UNKNOWN',
  'BODY_TOO_LARGE',
  'BODY_NOT_JSON',
  'RATE_LIMITED',
  'OVERLOADED',
  'REQUEST_FOREIGN',
  'SIGN_IN_REQUIRED',
  'SESSION_EXPIRED',
  'SESSION_REVOKED',
  'FORBIDDEN',
  'MEMBER_REQUIRED',
  'GUIDE_REQUIRED',
  'INPUT_INVALID',
  'UNEXPECTED',
] as const satisfies readonly ErrorCode[];
export type CommonErrorCode = (typeof commonErrors)[number];

/** The body of every answer with a status of 400 or above. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly data?: Record<string, unknown>;
  readonly requestId: string;
}
