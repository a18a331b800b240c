import { Ledger } from '../modules/ledger';
import { LotQueries } from '../modules/ledger/lots.queries';
import { LedgerQueries } from '../modules/ledger/queries';
import { Effects } from '../platform/effects';
import { Outbox } from '../platform/outbox';
import type { TestServer } from './test-server';

/** A ledger whose marks nobody hears: what it posts moves no level, as if a door had gone past the effects. */
export function deafLedger({ get }: Pick<TestServer, 'get'>): Ledger {
  return new Ledger(new LedgerQueries(), new LotQueries(), new Effects(), get(Outbox), {
    NODE_ID: 0,
  });
}
