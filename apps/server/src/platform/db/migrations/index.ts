import type { MigrationInterface } from 'typeorm';
import { FirstPath1763800000000 } from './0001-first-path';
import { DualLedger1763900000000 } from './0002-dual-ledger';
import { Documents1764100000000 } from './0003-seams/documents';
import { LayerLists1764400000000 } from './0004-layer-lists';
import { SecretState1764430000000 } from './0005-secret';
import { AskedPublishing1765200000000 } from './0006-publishing';

/** Every migration, oldest first. Forward only; one that has been released is never edited. */
export const migrations: (new () => MigrationInterface)[] = [
  FirstPath1763800000000,
  DualLedger1763900000000,
  Documents1764100000000,
  LayerLists1764400000000,
  SecretState1764430000000,
  AskedPublishing1765200000000,
];
