import { z } from 'zod';
import { AdjustmentAsset } from '../adjustments/schemas';
import { customerFilters } from '../customer-admin/schemas';
import { InstantMs, Points, PublicId, RequestKey } from '../shared/schemas';

/** Of more people nobody reads who is among them. */
export const BULK_MAX = 50_000;
/** People chosen one by one. */
export const BULK_CHOSEN_MAX = 500;

const reason = z.string().trim().min(2).max(200);

/** What is done to each. */
export const BulkDeed = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bind'), guideId: PublicId, reason }),
    z.strictObject({
      kind: z.literal('adjust'),
      asset: AdjustmentAsset.exclude(['guide_points']),
      /** Each person's; above zero gives, below zero takes. */
      points: Points,
      expiresAtMs: InstantMs.nullable().default(null),
      reason,
    }),
  ])
  .meta({ id: 'BulkDeed', description: 'One thing that is done to many people.' });

export const BulkAsked = z
  .strictObject({
    key: RequestKey,
    deed: BulkDeed,
    /** Those chosen one by one, or everybody who passes the filters of the list. */
    people: z.union([
      z.strictObject({ customerIds: z.array(PublicId).min(1).max(BULK_CHOSEN_MAX) }),
      z.strictObject({ filters: z.strictObject(customerFilters) }),
    ]),
  })
  .meta({ id: 'BulkAsked' });

/**
 * collecting: who is meant is being found; ready: for whoever asked to look at and confirm; waiting: for a second person;
 * running, done; undoing, undone; discarded: nothing was done; failed: too many, or whoever asked may not any more.
 */
export const bulkStates = [
  ...(['collecting', 'ready', 'waiting', 'running', 'done'] as const),
  ...(['undoing', 'undone', 'discarded', 'failed'] as const),
] as const;

/** planned, done; left_out: beforehand, failed: when its turn came, undone, kept: not taken back; each of these with a reason. */
export const bulkEntryStates = ['planned', 'left_out', 'done', 'failed', 'undone', 'kept'] as const;

export const bulkReasons = [
  ...(['same_guide', 'guide_left', 'changed_since', 'points_too_few', 'too_large', 'expired'] as const),
  ...(['second_person', 'gone'] as const),
] as const;

export const BulkAct = z
  .strictObject({
    actId: PublicId,
    deed: BulkDeed,
    /** Name of the guide; null for what has none. */
    guideName: z.string().nullable(),
    state: z.enum(bulkStates),
    requestedBy: z.string(),
    requestedAtMs: InstantMs,
    decidedBy: z.string().nullable(),
    finishedAtMs: InstantMs.nullable(),
    /** Whether a second person has to agree, by the sum. */
    needsSecond: z.boolean(),
    /** People by what became of them. */
    counts: z.strictObject({
      planned: z.int(),
      leftOut: z.int(),
      done: z.int(),
      failed: z.int(),
      undone: z.int(),
      kept: z.int(),
    }),
    /** Why people were left out, with how many. */
    leftOut: z.array(z.strictObject({ reason: z.enum(bulkReasons), people: z.int() })),
    /** Points of all together; null where none are moved. */
    sum: Points.nullable(),
    /** What the caller may do now. */
    may: z.strictObject({
      confirm: z.boolean(),
      approve: z.boolean(),
      discard: z.boolean(),
      undo: z.boolean(),
    }),
  })
  .meta({ id: 'BulkAct', description: 'One thing done to many people, from preview to result.' });

export const BulkEntry = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    state: z.enum(bulkEntryStates),
    reason: z.enum(bulkReasons).nullable(),
    atMs: InstantMs.nullable(),
  })
  .meta({ id: 'BulkEntry', description: 'What became of one person in a bulk act.' });
