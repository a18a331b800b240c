import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { schema } from '../areas';
import { runChild } from '../testing/child';
import { bringPerson, bringRows, mustBring } from '../testing/doors';
import { eventRow, orderRow, refundRow } from '../testing/ingest-world';
import { prepareSchema } from '../testing/prepared-schema';
import { emptyDatabase, testEngine, type TestDatabase } from '../testing/test-database';
import { STORY_STARTS_MS } from '../testing/test-platform';
import { AuditLog } from '../modules/audit';
import { BrandsService, type Brand } from '../modules/brands';
import { ConnectorsService } from '../modules/identity';
import { AuditService } from '../modules/ledger-audit';
import { CustomersService, MembershipService } from '../modules/members';
import { SteppedClock } from '../platform/clock';
import { Database } from '../platform/db/database';
import { readEnv } from '../platform/env';
import { openLog } from '../platform/log';
import { migratePlatform, openPlatform, type Platform } from '../platform/platform';
import { secretsOf } from '../platform/secrets';
import { secretStates } from '../platform/tables';
import { answerTo } from './context';
import { secret as command } from './secret';

const OLD = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';
const NEW = '1b0a9281706f5e4d3c2b1a09f8e7d6c5b4a392817060514233d7e8a9f0c1b6d5';
const THIRD = 'a0b1c2d3e4f5061728394a5b6c7d8e9fa1b2c3d4e5f60718293a4b5c6d7e8f90';
const PEOPLE = 24;

const surroundings = { ...process.env };
let database: TestDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(async () => {
  process.env = { ...surroundings };
  await database.drop();
});

interface Opened {
  readonly platform: Platform;
  get<T>(token: { readonly prototype: T }): T;
  close(): Promise<void>;
}

/** A server on the test's database, as it starts with a secret; without one as the embedded mode starts. */
async function open(secret?: string): Promise<Opened> {
  const more = secret === undefined ? {} : { LIULIANG_SECRET: secret };
  const env = readEnv({ ...database.env, ...more, LOG_LEVEL: 'silent' });
  const clock = new SteppedClock(STORY_STARTS_MS);
  const platform = await openPlatform(env, schema, { clock, log: openLog('silent') });
  await migratePlatform(platform);
  const app = await NestFactory.createApplicationContext(AppModule.of(platform), { logger: false });
  return {
    platform,
    get: (token) => app.get(token as Type, { strict: false }),
    close: async () => {
      await app.close();
      await platform.db.close();
    },
  };
}

interface Asked {
  /** Absent: as the file of the embedded mode has it. */
  readonly from?: string;
  readonly to: string;
}

const envOf = ({ from, to }: Asked) => ({
  ...database.env,
  ...(from === undefined ? {} : { LIULIANG_SECRET: from }),
  LIULIANG_SECRET_NEXT: to,
});

/** The command as typed. @returns its outcome */
async function rotate(asked: Asked): Promise<string> {
  process.env = { PATH: surroundings['PATH'], ...envOf(asked) };
  let written = '';
  const options = { json: true, page: '7' };
  const answer = answerTo(options, { write: (text) => void (written += text) });
  await command.runBare({ words: ['rotate'], options, answer, say: () => undefined });
  return (JSON.parse(written) as { outcome: string }).outcome;
}

const killed = (asked: Asked, killAt: string) =>
  runChild('cli', ['secret', 'rotate', '--page', '1'], envOf(asked), killAt);

const mobile = (i: number): string => `+861380000${String(1000 + i)}`;
const each = Array.from({ length: PEOPLE }, (_, i) => i);
const rows = {
  orders: each.map((i) => orderRow(`o${i}`, `card${i}`)),
  events: each.map((i) => eventRow(`e${i}`, `card${i}`)),
  refunds: [refundRow('r1', 'o1')],
};

async function fill(server: Opened): Promise<{ brand: Brand; people: number[] }> {
  const brand = (await server.get(BrandsService).create({ code: 'acme', name: 'Acme' })) as Brand;
  const people: number[] = [];
  for (const i of each) {
    const known = { kind: 'mobile', value: mobile(i) } as const;
    people.push(await bringPerson(server, brand, known, STORY_STARTS_MS, `name ${i}`));
  }
  await mustBring(server, brand, rows);
  return { brand, people };
}

/** What a server says of them: the same before and after. */
async function said(server: Opened, brand: Brand, people: readonly number[]) {
  const [customers, membership] = [server.get(CustomersService), server.get(MembershipService)];
  const of = (i: number) => ({ kind: 'mobile', value: mobile(i) }) as const;
  const { found, profiles } = await server.platform.db.read(async (reader) => ({
    found: await Promise.all(each.map((i) => customers.find(reader, brand, of(i)))),
    profiles: await membership.profiles(reader, brand.id, people),
  }));
  const again = Object.values(await bringRows(server, brand, rows)).flat();
  const { checks } = await server.get(AuditService).run(brand.id);
  return {
    found,
    names: people.map((id) => profiles.get(id)?.nickname),
    again: [...new Set(again)],
    faults: checks.flatMap(({ faults }) => faults),
  };
}

async function stateNow() {
  const db = await Database.open(readEnv({ ...database.env, LOG_LEVEL: 'silent' }), schema);
  const state = await db.read((reader) => secretStates.one(reader, { id: 1 }));
  await db.close();
  return { isRotating: (state?.nextFingerprint.length ?? 0) > 0, rowsDone: state?.rowsDone ?? 0 };
}

describe('secret rotate', () => {
  beforeEach(() => prepareSchema(readEnv(database.env)));

  it('goes on after kills; in between no process opens the database, and afterwards the old secret does not', async () => {
    const before = await open(OLD);
    const { brand, people } = await fill(before);
    const told = await said(before, brand, people);
    expect(told).toEqual({
      found: people,
      names: each.map((i) => `name ${i}`),
      again: ['duplicate'],
      faults: [],
    });
    await before.close();

    let rowsDone = 0;
    for (const killAt of ['\nevent;', '\ncustomer_identity;']) {
      const ended = await killed({ from: OLD, to: NEW }, killAt);
      expect(ended.signal ?? ended.err).toBe('SIGKILL');
      const state = await stateNow();
      expect(state.isRotating && state.rowsDone > rowsDone).toBe(true);
      ({ rowsDone } = state);
      for (const secret of [OLD, NEW, THIRD])
        await expect(open(secret)).rejects.toMatchObject({ code: 'SECRET_ROTATING' });
      await expect(rotate({ from: OLD, to: THIRD })).rejects.toMatchObject({ code: 'SECRET_MISMATCH' });
      expect(await stateNow()).toEqual(state);
    }
    expect(await rotate({ from: OLD, to: NEW })).toBe('done');
    expect(await rotate({ from: OLD, to: NEW })).toBe('before');

    await expect(open(OLD)).rejects.toMatchObject({ code: 'SECRET_MISMATCH' });
    const after = await open(NEW);
    expect(await said(after, brand, people)).toEqual(told);
    await after.close();
  });

  it('begins only where it can end: alone, with two sound secrets, over rows that open', async () => {
    const server = await open(OLD);
    await server.get(BrandsService).create({ code: 'acme', name: 'Acme' });
    await server.get(ConnectorsService).create(1, 'till');
    await expect(rotate({ from: OLD, to: NEW })).rejects.toMatchObject({ code: 'STILL_RUNNING' });
    // As a process with another secret wrote it before databases knew whose they are.
    await new ConnectorsService(server.platform.db, server.get(AuditLog), secretsOf(THIRD)).create(
      1,
      'stray',
    );
    await server.close();

    await expect(rotate({ from: OLD, to: NEW })).rejects.toMatchObject({
      code: 'ROW_UNREADABLE',
      message: expect.stringMatching(/^api_key, row \d+: FIELD_TAMPERED/) as string,
    });
    await expect(rotate({ from: THIRD, to: NEW })).rejects.toMatchObject({ code: 'SECRET_MISMATCH' });
    const weak = rotate({ from: OLD, to: '00'.repeat(32) });
    await expect(weak).rejects.toMatchObject({ code: 'SECRET_NEXT_WEAK' });
    expect(await stateNow()).toMatchObject({ isRotating: false });
    await (await open(OLD)).close();
  });
});

if (testEngine === 'sqlite') {
  it('replaces the file of the embedded mode, also when it was killed just before', async () => {
    const file = join(database.env['LIULIANG_DATA'] as string, 'secret.key');
    await (await open()).close();
    const old = readFileSync(file, 'utf8');
    // The secret named by hand: the database is led to the new one, and the file is as a kill leaves it.
    expect(await rotate({ from: old, to: NEW })).toBe('done');
    expect(readFileSync(file, 'utf8')).toBe(old);
    await expect(open()).rejects.toMatchObject({ code: 'SECRET_MISMATCH' });
    expect(await rotate({ to: NEW })).toBe('before');
    expect(readFileSync(file, 'utf8')).toBe(NEW);
    await (await open()).close();
  });
}
