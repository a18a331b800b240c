import { z } from 'zod';
import { route } from '../route';
import { keyCodes } from '../shared/codes';
import { page, PageQuery } from '../shared/schemas';
import { command, one, pages } from '../shared/shapes';
import { BulkAct, BulkAsked, BulkEntry, bulkEntryStates, bulkStates } from './schemas';

const path = '/operator/bulk-acts';
const errors = ['BULK_UNKNOWN', 'BULK_ELSEWHERE'] as const;

export const routes = {
  prepareBulk: route({
    method: 'POST',
    path,
    access: 'operator:customers.read',
    summary:
      'Find the people of a bulk act and what it would do to each; nothing is done before it is confirmed',
    body: BulkAsked,
    reply: BulkAct,
    errors: [
      'GUIDE_UNKNOWN',
      'GUIDE_LEFT',
      'ADJUSTMENT_TOO_LARGE',
      'ADJUSTMENT_EXPIRY_PAST',
      'BULK_UNDER_WAY',
      ...keyCodes,
    ],
  }),
  bulkActs: pages('operator:customers.read', path, {
    summary: 'Bulk acts of the caller, newest first; of everybody for who may agree to them',
    filters: { state: z.enum(bulkStates).optional() },
    of: BulkAct,
  }),
  bulkAct: one('operator:customers.read', `${path}/:actId`, {
    summary: 'How far one is',
    reply: BulkAct,
    errors: ['BULK_UNKNOWN'],
  }),
  bulkEntries: one('operator:customers.read', `${path}/:actId/entries`, {
    summary: 'What became of each person, in a lasting order',
    query: PageQuery.extend({ state: z.enum(bulkEntryStates).optional() }),
    reply: page(BulkEntry),
    errors: ['BULK_UNKNOWN'],
  }),
  confirmBulk: command('operator:customers.read', `${path}/:actId/confirm`, {
    summary: 'Do it, or ask a second person where the sum needs one; the count is what was seen',
    body: z.strictObject({ people: z.int().min(1) }),
    reply: BulkAct,
    errors,
  }),
  approveBulk: command('operator:adjustments.approve', `${path}/:actId/approve`, {
    summary: 'Agree as the second person; never whoever asked for it',
    body: z.strictObject({}),
    reply: BulkAct,
    errors: [...errors, 'BULK_SECOND_PERSON'],
  }),
  discardBulk: command('operator:customers.read', `${path}/:actId/discard`, {
    summary: 'Do nothing: whoever asked, or the second person',
    body: z.strictObject({}),
    reply: BulkAct,
    errors,
  }),
  undoBulk: command('operator:customers.read', `${path}/:actId/undo`, {
    summary: 'Take it back where it can be: customers go back to whoever looked after them before',
    body: z.strictObject({}),
    reply: BulkAct,
    errors,
  }),
};
