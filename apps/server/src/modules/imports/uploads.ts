import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Env } from '../../platform/env';
import { ENV } from '../../platform/tokens';
import { surveyed, type SaidOfFile, type SurveyedFile, type SurveyRefusal } from './survey';
import type { Headers } from './tables';

/** About two million lines; a larger history comes in parts, or through the command line. */
const UPLOAD_BYTES_MAX = 200 * 1024 * 1024;

/** An upload as it is kept. */
interface KeptUpload extends SurveyedFile {
  readonly path: string;
  readonly bytes: number;
  /** Of the bytes, in hex. */
  readonly hash: string;
}

export type KeepRefusal = { readonly code: SurveyRefusal['code'] | 'BODY_TOO_LARGE' };

/** The server's folder must be shared by api and worker processes when they run on several machines. */
@Injectable()
export class Uploads {
  private readonly folder: string;

  constructor(@Inject(ENV) env: Env) {
    this.folder = join(env.LIULIANG_DATA, 'imports');
  }

  /**
   * Streams an upload to disk; nothing of it stays when it is refused or breaks off.
   * @param headers what it may begin with
   * @param said by whoever sends it; what is absent is found out
   */
  async keep(
    name: string,
    headers: Headers,
    source: Readable,
    said: SaidOfFile,
  ): Promise<Result<KeptUpload, KeepRefusal>> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.pathOf(`${name}.upload`);
    const gauge = new Gauge();
    try {
      await pipeline(source, gauge, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await this.remove(path);
      if (error instanceof TooLarge) return fail({ code: 'BODY_TOO_LARGE' });
      throw error;
    }
    const survey = await surveyed(path, headers, said);
    if (survey.ok) return ok({ ...survey.value, path, bytes: gauge.bytes, hash: gauge.hash.digest('hex') });
    await this.remove(path);
    return fail({ code: survey.error.code });
  }

  /** Names of files that nobody has written to since an instant; each begins with the id of its import. */
  async untouchedSince(beforeMs: number): Promise<string[]> {
    const names = await readdir(this.folder).catch(emptyWhenMissing);
    const found: string[] = [];
    for (const name of names) {
      const file = await stat(join(this.folder, name)).catch(() => null);
      if (file?.isFile() && NAME.test(name) && file.mtimeMs < beforeMs) found.push(name);
    }
    return found;
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /** Of a file as it stands there now, in hex. */
  async hashOf(path: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    return hash.digest('hex');
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }
}

/** What `keep` names its files; they were `.csv` when there were no others. */
const NAME = /^\d+\.(upload|csv)$/;

/** Nothing was ever uploaded here. */
function emptyWhenMissing(error: unknown): string[] {
  if ((error as { code?: string }).code === 'ENOENT') return [];
  throw error;
}

class TooLarge extends Error {}

/** Counts and hashes the bytes that pass, and stops the stream at the limit. */
class Gauge extends Transform {
  bytes = 0;
  readonly hash = createHash('sha256');

  override _transform(
    piece: Buffer,
    _encoding: BufferEncoding,
    done: (error: Error | null, piece?: Buffer) => void,
  ): void {
    this.bytes += piece.length;
    this.hash.update(piece);
    if (this.bytes > UPLOAD_BYTES_MAX) done(new TooLarge());
    else done(null, piece);
  }
}
