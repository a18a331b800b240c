import { AuditService } from '../modules/ledger-audit';
import type { Command } from './command';

export const audit: Command = {
  name: 'audit',
  usage: 'audit [--brand CODE] --json   prove the ledger: every invariant over the whole database',
  async run({ app, options, brand, answer }) {
    const brandId = typeof options['brand'] === 'string' ? (await brand()).id : null;
    const { ok, checks } = await app.get(AuditService, { strict: false }).run(brandId);
    const lines = checks.flatMap((check) => [
      `${check.ok ? 'ok    ' : 'FAILED'} ${check.id}  ${check.checked} checked`,
      ...check.faults.map((fault) => `       ${fault}`),
    ]);
    answer({ ok, checks }, lines);
    return ok ? 0 : 1;
  },
};
