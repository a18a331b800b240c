/** The files that people write, as the tidy checks see them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  path: string;
  text: string;
}

// Outputs, dependencies and data; what .gitignore names, so that this works in a plain copy without git too.
const IGNORED_FOLDERS = new Set([
  'node_modules',
  'dist',
  '.git',
  '.data',
  '.cache',
  'coverage',
  '.swc',
  'fixtures',
]);
const TEXT =
  /\.(ts|tsx|mts|mjs|cjs|js|jsx|json|md|sql|scss|css|html|ya?ml|sh|svg|csv|txt)$|(^|\/)(Dockerfile|run|\.npmrc|\.gitignore|\.prettierignore|\.dockerignore|LICENSE)$/;

export function readSourceTree(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  const visit = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) {
        if (!IGNORED_FOLDERS.has(entry.name)) visit(join(folder, entry.name), `${path}/`);
      } else if (TEXT.test(path)) {
        files.push({ path, text: readFileSync(join(folder, entry.name), 'utf8') });
      }
    }
  };
  visit(root, '');
  return files;
}
