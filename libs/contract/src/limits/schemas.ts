import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

/** Limits up to which one person is enough, by section and key of the settings. */
export const LimitName = z
  .enum([
    'adjustments.limitPoints',
    'adjustments.maxPoints',
    'settlement.secondPersonFen',
    'publishing.earningAlone',
    'publishing.tiersAlone',
  ])
  .meta({ id: 'LimitName' });

export const LimitChangeState = z
  .enum(['waiting', 'approved', 'counts', 'withdrawn'])
  .meta({ id: 'LimitChangeState' });

/** A two-person limit that is to become looser: who asked, who agreed, from when it counts. */
export const LimitChange = z
  .strictObject({
    limitChangeId: PublicId,
    limit: LimitName,
    /** Points, fen or 0 and 1, as the limit itself. */
    from: z.int(),
    to: z.int(),
    state: LimitChangeState,
    /** Null: the command line. */
    askedBy: z.string().nullable(),
    askedAtMs: InstantMs,
    approvedBy: z.string().nullable(),
    approvedAtMs: InstantMs.nullable(),
    /** Null until the second person has agreed. */
    countsFromMs: InstantMs.nullable(),
    withdrawnBy: z.string().nullable(),
    /** When it began to count, or was taken back. */
    endedAtMs: InstantMs.nullable(),
    /** What the caller may do now. */
    may: z.strictObject({ approve: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'LimitChange' });

const Alone = z.int().min(0).max(1);

/** Who publishes earning rules and tier schemes. 1: whoever writes them, alone; 0: a second person has to approve. */
export const PublishingSettings = z
  .strictObject({ earningAlone: Alone, tiersAlone: Alone })
  .meta({ id: 'PublishingSettings' });
