import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

/** Hours for which the secret before a rotation still signs, so that a till can be changed without a gap. */
export const OverlapHours = z.int().min(0).max(168);

export const Totp = z.string().regex(/^\d{6}$/);

/** As it is chosen; what is typed at a sign-in is judged, not held to this. */
export const NewPassword = z.string().min(12).max(200);

export const OperatorAccount = z
  .strictObject({
    operatorId: PublicId,
    login: z.string(),
    displayName: z.string(),
    role: z.string(),
    /** The store codes this operator is limited to; null: the whole brand. */
    storeScope: z.array(z.string()).nullable(),
    totpEnabled: z.boolean(),
    /** Null: never, as far as it is known. */
    signedInAtMs: InstantMs.nullable(),
    /** Null: may sign in. */
    dismissedAtMs: InstantMs.nullable(),
    /** Sessions that are open now. */
    sessions: z.int().nonnegative(),
    isMe: z.boolean(),
  })
  .meta({ id: 'OperatorAccount', description: 'Somebody who may or might sign in to the console.' });

export const AccountSession = z
  .strictObject({
    sessionId: PublicId,
    openedAtMs: InstantMs,
    /** When it ends by itself, unless it is used before. */
    endsAtMs: InstantMs,
    isThis: z.boolean(),
  })
  .meta({ id: 'AccountSession' });

export const ConnectorKey = z
  .strictObject({
    connectorId: PublicId,
    keyId: z.string(),
    name: z.string(),
    /** Null: made before this was kept. */
    createdAtMs: InstantMs.nullable(),
    revokedAtMs: InstantMs.nullable(),
    /** Until when the secret before the last rotation still signs; null: it does not. */
    formerEndsAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'ConnectorKey', description: 'What a till or a platform signs its calls with.' });

export const NewConnectorSecret = z
  .strictObject({ key: ConnectorKey, /** 64 hex digits, shown this once. */ secret: z.string() })
  .meta({ id: 'NewConnectorSecret' });

export const TotpEnrolment = z
  .strictObject({
    /** Base32, shown this once. */
    secret: z.string(),
    /** What a QR code for an authenticator app holds. */
    uri: z.string(),
    /** Until when a code has to confirm it. */
    endsAtMs: InstantMs,
  })
  .meta({ id: 'TotpEnrolment' });

export const OperatorAction = z
  .strictObject({
    /** Its number in the chain of the brand. */
    sequence: z.int().positive(),
    atMs: InstantMs,
    actorKind: z.enum(['operator', 'member', 'guide', 'system', 'connector']),
    /** Null: not an operator. */
    operatorId: PublicId.nullable(),
    operatorName: z.string().nullable(),
    /** `area.verb_in_past`: `customer.erased`. */
    action: z.string(),
    /** A public id or a name of ours. */
    subject: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    /** What was written beside it; null: nothing, or gone with the person it was about. */
    note: z.string().nullable(),
  })
  .meta({ id: 'OperatorAction', description: 'A row of the log of privileged actions.' });
