import { z } from 'zod';
import { route } from '../route';
import { DayText, InstantMs, PageQuery, PublicId, page } from '../shared/schemas';
import { AuditResult } from './schemas';

export const routes = {
  ledgerAudits: route({
    method: 'GET',
    path: '/operator/ledger/audits',
    access: 'operator:ledger.read',
    summary: 'Audits that were run, newest first: the nightly ones of everything and those of this brand',
    query: PageQuery,
    reply: page(
      AuditResult.extend({ id: PublicId, scope: z.enum(['everything', 'brand']), tookMs: z.int() }),
    ),
    errors: [],
  }),
  ledgerAudit: route({
    method: 'POST',
    path: '/operator/ledger/audit',
    access: 'operator:ledger.audit',
    summary: 'Prove the ledger now: every invariant over the whole brand',
    reply: AuditResult,
    errors: [],
  }),
  ledgerRoots: route({
    method: 'GET',
    path: '/operator/ledger/roots',
    access: 'operator:ledger.read',
    summary:
      'Daily roots over the ends of all chains, newest first; publishing one pins the history before it',
    query: PageQuery,
    reply: page(
      z.strictObject({
        day: DayText,
        root: z.string(),
        previousRoot: z.string(),
        transactions: z.int(),
        heads: z.array(z.strictObject({ writer: z.int(), sequence: z.int(), hash: z.string() })),
        madeAtMs: InstantMs,
      }),
    ),
    errors: [],
  }),
};
