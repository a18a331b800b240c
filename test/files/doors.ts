/** A file by each door of the product, and what came of it. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { contextOf } from '../../apps/server/src/cli/context';
import { CommandError } from '../../apps/server/src/cli/command';
import { importFile } from '../../apps/server/src/cli/import';
import type { Brand } from '../../apps/server/src/modules/brands';
import { ConnectorsService } from '../../apps/server/src/modules/identity';
import type { RawRow } from '../../apps/server/src/modules/imports';
import { signRequest } from '../../apps/server/src/platform/auth/signatures';
import type { TestHttp } from '../../apps/server/src/testing/test-http';
import { takeIn } from '../../apps/server/src/testing/upload';

export interface Rejected {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
}

/** What a door answers: that the file is none of its kind, or what became of its lines. */
export type Answer =
  | { readonly refused: string }
  | {
      readonly accepted: number;
      readonly duplicate: number;
      readonly rejected: readonly Rejected[];
    };

/** A file of this folder as it is handed in. */
export interface HandedIn {
  readonly path: string;
  readonly kind: 'orders' | 'refunds' | 'events';
  readonly encoding?: string;
  readonly correct?: boolean;
  /** Its lines as rows, as far as they are records. */
  readonly rows?: readonly { readonly line: number; readonly row: RawRow }[];
}

/** `cli import`. */
export async function byCommand(http: TestHttp, brand: Brand, file: HandedIn): Promise<Answer> {
  let said = '';
  const options = {
    ...{ brand: brand.code, json: true },
    ...(file.encoding && { encoding: file.encoding }),
    ...(file.correct && { correct: true }),
  };
  // A command only asks the application for its services.
  const app = { get: http.get } as unknown as INestApplicationContext;
  const output = { write: (text: string) => void (said += text), say: () => undefined };
  const context = contextOf({ platform: http.platform, app, words: [file.kind, file.path], options }, output);
  try {
    await importFile.run(context);
  } catch (error) {
    if (error instanceof CommandError) return { refused: error.code };
    throw error;
  }
  const { accepted, duplicate, errors } = JSON.parse(said) as {
    accepted: number;
    duplicate: number;
    errors: Rejected[];
  };
  return { accepted, duplicate, rejected: errors };
}

/** The console's upload, and the report that an operator downloads. */
export async function byUpload(http: TestHttp, token: string, file: HandedIn): Promise<Answer> {
  const told = new URLSearchParams({
    ...{ kind: file.kind, fileName: 'file.csv' },
    ...(file.encoding && { encoding: file.encoding }),
    ...(file.correct && { correct: 'true' }),
  });
  const authorization = `Bearer ${token}`;
  const sent = await fetch(`${http.url}/api/v1${routes.startImport.path}?${told.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization },
    body: new Uint8Array(readFileSync(file.path)),
  });
  const begun = (await sent.json()) as { importId: string; code: string };
  if (!sent.ok) return { refused: begun.code };
  await takeIn(http, token, begun.importId);
  const params = { importId: begun.importId };
  const client = http.client(token);
  const [job, report] = [await client.importStatus({ params }), await client.importErrors({ params })];
  if (!job.ok || !report.ok) throw new Error('An import of the story has no result');
  expect(job.value.state).toBe('done');
  const lines = report.value
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(1)
    .filter(Boolean);
  const rejected = lines.map((line): Rejected => {
    const [number = '', code = '', field = ''] = line.split(',');
    return { line: Number(number), code, field: field || null };
  });
  expect(rejected).toHaveLength(job.value.rejected);
  return { accepted: job.value.accepted, duplicate: job.value.duplicate, rejected };
}

/** The signed API, with what the file says as rows. */
export async function byApi(http: TestHttp, brand: Brand, file: HandedIn): Promise<Answer> {
  const { keyId, secret } = await http.get(ConnectorsService).create(brand.id, 'till');
  const told = file.rows ?? [];
  const rows = told.map(({ row }) => (file.correct ? { ...row, correct: true } : row));
  const body = JSON.stringify({ [file.kind]: rows });
  const path = `/api/v1${routes.ingestBatch.path}`;
  const [timestamp, nonce] = [String(http.clock.nowMs()), randomBytes(16).toString('hex')];
  const signed = { method: 'POST', path, timestamp, nonce, body: Buffer.from(body) };
  const answer = await fetch(`${http.url}${path}`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'idempotency-key': nonce },
      ...{ 'x-liuliang-key': keyId, 'x-liuliang-timestamp': timestamp, 'x-liuliang-nonce': nonce },
      'x-liuliang-signature': signRequest(Buffer.from(secret, 'hex'), signed),
    },
    body,
  });
  const json = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) return { refused: String(json['code']) };
  const { accepted, duplicate, rejected } = json[file.kind] as {
    accepted: number;
    duplicate: number;
    rejected: { index: number; code: string; field: string | null }[];
  };
  const lineOf = (index: number): number => told[index]?.line ?? 0;
  return {
    ...{ accepted, duplicate },
    rejected: rejected.map(({ index, code, field }) => ({ line: lineOf(index), code, field })),
  };
}
