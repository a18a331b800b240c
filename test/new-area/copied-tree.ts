import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = join(__dirname, '../..');

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A copy of the sources that has the packages of the original. */
export class CopiedTree {
  private readonly paths: Set<string>;

  private constructor(
    readonly root: string,
    paths: readonly string[],
  ) {
    this.paths = new Set(paths);
  }

  static async make(name: string): Promise<CopiedTree> {
    const root = join(ROOT, '.cache/new-area', name);
    rmSync(root, { recursive: true, force: true });
    const paths = await listed(ROOT);
    for (const path of paths) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      cpSync(join(ROOT, path), join(root, path));
    }
    for (const packages of ['node_modules', 'apps/console/node_modules', 'apps/miniprogram/node_modules']) {
      if (existsSync(join(ROOT, packages))) symlinkSync(join(ROOT, packages), join(root, packages));
    }
    return new CopiedTree(root, paths);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Runs a Node program in the copy. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const options = { cwd: this.root, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((resolve) => {
      execFile(process.execPath, args, options, (error, stdout, stderr) => {
        resolve({ code: error ? 1 : 0, output: stdout + stderr });
      });
    });
  }

  /** Paths that are not as they are in the original, new ones too. */
  async changed(): Promise<string[]> {
    const now = await listed(this.root, ROOT);
    return now
      .filter((path) => !this.paths.has(path) || !sameText(join(ROOT, path), join(this.root, path)))
      .sort();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Packages are links in a copy: no file of the sources. */
const isFile = (path: string): boolean => existsSync(path) && lstatSync(path).isFile();

const sameText = (a: string, b: string): boolean => readFileSync(a).equals(readFileSync(b));

/** The files of a tree that git keeps or would keep; a copy is read by the rules of the original. */
function listed(root: string, rules = root): Promise<string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const where = rules === root ? [] : ['--git-dir', join(rules, '.git'), '--work-tree', root];
  return new Promise((resolve, reject) => {
    execFile('git', [...where, ...args], { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error) return reject(error);
      resolve([...new Set(stdout.split('\0').filter((path) => path && isFile(join(root, path))))]);
    });
  });
}
