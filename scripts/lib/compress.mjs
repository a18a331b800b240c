/** Files that a browser fetches, beside their compressed copies: once at the build, so that no answer waits for it. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|svg|html|txt)$/;
const COPY = /\.(br|gz)$/;
/** Below that a copy saves no packet on the wire. */
const BYTES_MIN = 1_400;

/** Writes `name.br` and `name.gz` beside every text of the folder that gets smaller by it; copies of before go. */
export function compressFiles(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const copy of files.filter((file) => COPY.test(file))) rmSync(copy);
  for (const file of files.filter((file) => TEXT.test(file))) {
    const text = readFileSync(file);
    if (text.length < BYTES_MIN) continue;
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
    writeFileSync(`${file}.br`, brotliCompressSync(text, { params: size }));
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
  }
}
