import { z } from 'zod';
import type { OperatorPermission } from '../generated/permissions';
import { route } from '../route';
import { InstantMs } from '../shared/schemas';
import { NOTE_MAX } from './limits';
import { DocumentFault, documentHead } from './schemas';

/** The instant of the change that the caller has seen; 0 when there was no draft. Anything else is refused. */
const seen = { seenChangedAtMs: InstantMs };
const params = z.strictObject({ version: z.coerce.number().int().min(1) });

interface DocumentOf<B, R, W, C, S, D> {
  /** The draft lies below it as `draft`. */
  readonly base: B;
  /** The versions lie below it under this name. */
  readonly versions: string;
  /** As it is called in a sentence: `the earning rules`. */
  readonly called: string;
  /** Stem of the names of its types: `EarningRules`. */
  readonly type: string;
  readonly read: R;
  readonly write: W;
  readonly content: C;
  /** What the list says of a version besides its head. */
  readonly summary: S;
  /** What one version says besides its head, content and faults. */
  readonly detail: D;
}

/**
 * The routes of a versioned document, typed by its content. Order of refusals: there is a draft, it is the one that the
 * caller has seen, its start is to come, nothing is wrong with it.
 */
export function documentRoutes<
  const B extends string,
  R extends OperatorPermission,
  W extends OperatorPermission,
  C extends z.ZodType,
  S extends z.ZodRawShape,
  D extends z.ZodRawShape,
>({ base, versions, called, type, read, write, content, summary, detail }: DocumentOf<B, R, W, C, S, D>) {
  const listed = z.strictObject({ ...documentHead, ...summary }).meta({ id: `${type}Version` });
  const version = z
    .strictObject({ ...documentHead, ...detail, content, faults: z.array(DocumentFault) })
    .meta({ id: `${type}VersionDetail` });
  return {
    versions: route({
      method: 'GET',
      path: `${base}/${versions}`,
      access: `operator:${read}`,
      summary: `Versions of ${called} with who and when, newest first; at most one of them is a draft`,
      reply: z.strictObject({
        /** Publishing asks a second person to approve. */
        needsSecond: z.boolean(),
        items: z.array(listed),
      }),
      errors: [],
    }),
    version: route({
      method: 'GET',
      path: `${base}/${versions}/:version`,
      access: `operator:${read}`,
      summary: `One version of ${called} in full, with what keeps it from being published`,
      params,
      reply: version,
      errors: ['DOCUMENT_UNKNOWN'],
    }),
    saveDraft: route({
      method: 'PUT',
      path: `${base}/draft`,
      access: `operator:${write}`,
      summary: `Save the one draft of ${called}. Faults are answered and kept with it; they block publishing alone. Whoever asked for its publishing has to ask anew`,
      body: z.strictObject({ ...seen, content, note: z.string().trim().max(NOTE_MAX) }),
      reply: version,
      errors: ['DOCUMENT_DRAFT_CHANGED'],
    }),
    discardDraft: route({
      method: 'DELETE',
      path: `${base}/draft`,
      access: `operator:${write}`,
      summary: `Throw the draft of ${called} away`,
      query: z.strictObject({ seenChangedAtMs: z.coerce.number().int().min(0) }),
      reply: z.strictObject({ discarded: z.literal(true) }),
      errors: ['DOCUMENT_UNKNOWN', 'DOCUMENT_DRAFT_CHANGED'],
    }),
    ...publishingRoutes({ base, versions, called, write, version }),
  };
}

interface PublishingOf<B, W, D> {
  readonly base: B;
  readonly versions: string;
  readonly called: string;
  readonly write: W;
  /** A version in full. */
  readonly version: D;
}

/** How a draft is published: by one person, or asked by one and approved by another. */
function publishingRoutes<const B extends string, W extends OperatorPermission, D extends z.ZodType>({
  base,
  versions,
  called,
  write,
  version,
}: PublishingOf<B, W, D>) {
  return {
    publishDraft: route({
      method: 'POST',
      path: `${base}/draft/publish`,
      access: `operator:${write}`,
      summary: `Publish the draft of ${called}: unchangeable from then on, in force from \`startsAtMs\` (null: now). Where the brand wants a second person it stays a draft, \`asked\` for, until one approves`,
      body: z.strictObject({ ...seen, startsAtMs: InstantMs.nullable(), confirm: z.literal('PUBLISH') }),
      reply: version,
      errors: [
        'DOCUMENT_UNKNOWN',
        'DOCUMENT_DRAFT_CHANGED',
        'DOCUMENT_START_PAST',
        'DOCUMENT_INVALID',
        'DOCUMENT_ASKED',
      ],
    }),
    approveVersion: route({
      method: 'POST',
      path: `${base}/${versions}/:version/approve`,
      access: `operator:${write}`,
      summary: `Approve the publishing of ${called} that a colleague asked for, which publishes it`,
      params,
      body: z.strictObject({ seenAskedAtMs: InstantMs, confirm: z.literal('PUBLISH') }),
      reply: version,
      errors: [
        'DOCUMENT_UNKNOWN',
        'DOCUMENT_NOT_ASKED',
        'DOCUMENT_DRAFT_CHANGED',
        'DOCUMENT_SECOND_PERSON',
        'DOCUMENT_START_PAST',
        'DOCUMENT_INVALID',
      ],
    }),
    withdrawDraft: route({
      method: 'POST',
      path: `${base}/${versions}/:version/withdraw`,
      access: `operator:${write}`,
      summary: `Take back the wish to publish the draft of ${called}; the draft stays`,
      params,
      body: z.strictObject({}),
      reply: version,
      errors: ['DOCUMENT_UNKNOWN'],
    }),
  };
}

/** What to try: a version that is there, or a content as it stands in an editor. */
export const triedDocument = <C extends z.ZodType>(content: C) =>
  z.union([z.strictObject({ version: z.int().min(1) }), z.strictObject({ content })]);
