import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SYSTEM } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import { ENV } from '../../platform/platform.module';
import { BrandsService } from '../brands';
import { CustomersService } from './customers.service';
import { customers } from './entities';
import { ErasureService } from './erasure.service';

/** Somebody who was erased, by row ids: they lead to nobody, and nothing that was made of a person is kept. */
const Erased = z.strictObject({ brandId: z.int(), customerId: z.int(), erasedAtMs: z.int() });
export type Erased = z.infer<typeof Erased>;

/** What became of a register on a database. */
export interface Applied {
  readonly erased: number;
  /** They were merged here with somebody who was never erased: a person decides. Row ids. */
  readonly entangled: readonly number[];
}

const everyCustomer = customers.acrossBrands(
  'whoever was erased in any brand is erased again after a restore',
);
/** Ids of one statement. */
const AT_ONCE = 1_000;

/** The file that outlives the database: beside the backups, or in the data folder. */
export const registerFileOf = ({ ERASURE_REGISTER, LIULIANG_DATA }: Env): string =>
  ERASURE_REGISTER ?? join(LIULIANG_DATA, 'erased.jsonl');

/**
 * Whoever a register names; nobody where there is none. A last line without its end was torn by a crash and counts not.
 * @throws Error naming the first line that is none of a register
 */
export async function readRegister(file: string): Promise<Erased[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line, i) => {
    try {
      return Erased.parse(JSON.parse(line));
    } catch {
      throw new Error(`${file}, line ${i + 1}: not of a register of erased persons`);
    }
  });
}

export const lineOf = ({ brandId, customerId, erasedAtMs }: Erased): string =>
  JSON.stringify({ brandId, customerId, erasedAtMs });

/** Everybody who is erased in a database, in the order in which they were. */
export async function erasedIn(reader: Reader): Promise<Erased[]> {
  const columns = ['id', 'brandId', 'erasedAtMs'] as const;
  const reading = { columns, and: ['erased_at_ms > ?', 0], order: 'erased_at_ms, id' } as const;
  const rows = await everyCustomer.select(reader, {}, reading);
  return rows.map(({ id, brandId, erasedAtMs }) => ({ brandId, customerId: id, erasedAtMs }));
}

/** Those of a register whom a database holds as if they had never been erased, as one that was restored does. */
export async function backFromBefore(reader: Reader, register: readonly Erased[]): Promise<Erased[]> {
  const back = new Set<number>();
  for (let from = 0; from < register.length; from += AT_ONCE) {
    const id = register.slice(from, from + AT_ONCE).map(({ customerId }) => customerId);
    const rows = await everyCustomer.select(reader, { id, erasedAtMs: 0 }, { columns: ['id'] });
    for (const row of rows) back.add(row.id);
  }
  return register.filter(({ customerId }) => back.has(customerId));
}

/**
 * Who was erased, in a file that a restore of the database does not take back. REGISTER-1: whoever is erased is in the file
 * within the hour. REGISTER-2: whoever is in the file is erased in the database, whatever backup it came from.
 */
@Injectable()
export class ErasureRegister {
  private readonly file: string;

  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly erasure: ErasureService,
    @Inject(ENV) env: Env,
  ) {
    this.file = registerFileOf(env);
  }

  /** Brings file and database together. @returns a line for the page of jobs */
  async keep(): Promise<string> {
    const register = await readRegister(this.file);
    const { erased, entangled } = await this.apply(register);
    const known = new Set(register.map(({ customerId }) => customerId));
    const erasedNow = await this.db.read(erasedIn);
    const fresh = erasedNow.filter(({ customerId }) => !known.has(customerId));
    if (fresh.length > 0) await append(this.file, fresh.map(lineOf));
    if (entangled.length > 0)
      throw new Error('Somebody of the register was merged here: `cli erasures apply` says who');
    return `${fresh.length} kept, ${erased} erased again`;
  }

  /** Erases whoever a register names and the database holds. @param again also who is erased: what releases before left */
  async apply(register: readonly Erased[], again = false): Promise<Applied> {
    const named = new Set(register.map(({ customerId }) => customerId));
    const back = again ? register : await this.db.read((reader) => backFromBefore(reader, register));
    const entangled: number[] = [];
    const done = new Set<number>();
    let erased = 0;
    for (const { brandId, customerId } of back) {
      if (done.has(customerId)) continue;
      const person = await this.db.read((reader) =>
        this.customers.person(reader, { id: brandId }, customerId),
      );
      if (!person) continue;
      if (!person.family.every((id) => named.has(id))) {
        entangled.push(customerId);
        continue;
      }
      const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
      await this.erasure.erase(brand, person.customerId, SYSTEM);
      for (const id of person.family) done.add(id);
      erased += 1;
    }
    return { erased, entangled };
  }
}

/** Adds lines and waits for the disk. A line that a crash tore is cut off first: its person is among the new ones. */
async function append(file: string, lines: readonly string[]): Promise<void> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const text = await handle.readFile('utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) await handle.truncate(Buffer.byteLength(whole));
    await handle.appendFile(lines.map((line) => `${line}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
