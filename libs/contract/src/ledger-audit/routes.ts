import { z } from 'zod';
import { route } from '../route';
import { DayText, InstantMs, PublicId } from '../shared/schemas';
import { pages } from '../shared/shapes';
import { AuditResult } from './schemas';

export const routes = {
  ledgerAudits: pages('operator:ledger.read', '/operator/ledger/audits', {
    summary: 'Audits that were run, newest first: the nightly ones of everything and those of this brand',
    of: AuditResult.extend({
      id: PublicId,
      scope: z.enum(['everything', 'brand']),
      /** The day of the root up to which chains were proved before, and not read again; null: read from the start. */
      since: DayText.nullable(),
      tookMs: z.int(),
    }),
  }),
  ledgerAudit: route({
    method: 'POST',
    path: '/operator/ledger/audit',
    access: 'operator:ledger.audit',
    summary: 'Prove the ledger now: every invariant over the whole brand',
    reply: AuditResult,
    errors: [],
  }),
  ledgerRoots: pages('operator:ledger.read', '/operator/ledger/roots', {
    summary:
      'Daily roots over the ends of all chains, newest first; publishing one pins the history before it',
    of: z.strictObject({
      day: DayText,
      root: z.string(),
      previousRoot: z.string(),
      transactions: z.int(),
      heads: z.array(z.strictObject({ writer: z.int(), sequence: z.int(), hash: z.string() })),
      madeAtMs: InstantMs,
    }),
  }),
};
