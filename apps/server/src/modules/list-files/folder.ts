import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../platform/env';
import { ENV } from '../../platform/tokens';

/** The folder of the files. It is shared by api and worker processes when they run on several machines. */
@Injectable()
export class ListFolder {
  private readonly folder: string;

  constructor(@Inject(ENV) env: Env) {
    this.folder = join(env.LIULIANG_DATA, 'list-files');
  }

  /** A new file, the owner's alone. */
  async make(name: string): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return open(join(this.folder, name), 'w', 0o600);
  }

  /** Null when it is not there: the data folder was restored without it. */
  async read(name: string): Promise<FileHandle | null> {
    return open(join(this.folder, name), 'r').catch(nothingThere);
  }

  async remove(name: string): Promise<void> {
    if (name !== '') await rm(join(this.folder, name), { force: true });
  }

  /** Names of files that nobody has written to since an instant. */
  async untouchedSince(beforeMs: number): Promise<string[]> {
    const names = (await readdir(this.folder).catch(nothingThere)) ?? [];
    const found: string[] = [];
    for (const name of names) {
      const file = await stat(join(this.folder, name)).catch(nothingThere);
      if (file?.isFile() && file.mtimeMs < beforeMs) found.push(name);
    }
    return found;
  }
}

function nothingThere(error: unknown): null {
  if ((error as { code?: string }).code === 'ENOENT') return null;
  throw error;
}
