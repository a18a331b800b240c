import { z } from 'zod';
import { InstantMs } from '../shared/schemas';

export const AuditResult = z
  .strictObject({
    ok: z.boolean(),
    ranAtMs: InstantMs,
    checks: z.array(
      z.strictObject({ id: z.string(), ok: z.boolean(), checked: z.int(), faults: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'AuditResult' });
