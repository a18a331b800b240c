import { audit } from './audit';
import { bench } from './bench/command';
import type { BareCommand, Command } from './command';
import { db } from './db';
import { doctor } from './doctor';
import { erasures } from './erasures';
import { generate } from './generate';
import { connector } from './connector';
import { importFile } from './import';
import { init } from './init';
import { goods } from './goods';
import { limits } from './limits';
import { layers } from './layers';
import { operator } from './operator';
import { secret } from './secret';
import { seedDemoBrand } from './seed-demo';
import { liability } from './liability';
import { settle } from './settle';
import { star } from './star';
import { rules, tiers } from './documents';
import { points } from './points';
import { tier } from './tier';
import { waiting } from './waiting';
import { chaos } from './chaos/command';

/** Every command by its name; `cli help` prints this table. */
export const commands: readonly (Command | BareCommand)[] = [
  init,
  importFile,
  layers,
  star,
  goods,
  rules,
  tiers,
  points,
  tier,
  waiting,
  generate,
  audit,
  liability,
  settle,
  bench,
  seedDemoBrand,
  operator,
  connector,
  limits,
  chaos,
  doctor,
  erasures,
  secret,
  db,
];
