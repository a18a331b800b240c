import type { FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { csvOf, harmless } from '../../platform/csv';
import { Database } from '../../platform/db/database';
import { PublicIds } from '../../platform/ids';
import { MembershipService } from '../members';

/** Control signs that nobody types; texts of others lose them, so that a place in a file is always ours. */
const [BEGIN, END] = ['\u0002', '\u0003'];
const PLACES = new RegExp(`${BEGIN}(\\w+)${END}`, 'g');
const SIGNS = new RegExp(`[${BEGIN}${END}]`, 'g');
const LINES_AT_ONCE = 500;
const CRLF = '\r\n';

/** Where the name of a customer will stand. */
export const namePlace = (customerId: string): string => `${BEGIN}${customerId}${END}`;
export const withoutPlaces = (text: string): string => text.replace(SIGNS, '');

/**
 * Puts names into a file while it is fetched. LISTS-4: no name lies in a file, so that who is erased meanwhile is in none,
 * and whoever has the disk alone reads ids.
 */
@Injectable()
export class FileNames {
  constructor(
    private readonly db: Database,
    private readonly membership: MembershipService,
    private readonly publicIds: PublicIds,
  ) {}

  /** The content with names, piece by piece; the file is closed behind it. */
  async *read(brandId: number, file: FileHandle): AsyncGenerator<string> {
    try {
      for await (const piece of piecesOf(file)) yield await this.named(brandId, piece);
    } finally {
      await file.close();
    }
  }

  private async named(brandId: number, text: string): Promise<string> {
    const places = new Set([...text.matchAll(PLACES)].map(([, publicId = '']) => publicId));
    if (places.size === 0) return text;
    const ids = new Map([...places].map((publicId) => [publicId, this.publicIds.decode('cus', publicId)]));
    const asked = [...ids.values()].filter((id) => id !== null);
    const names = await this.db.read((reader) => this.membership.names(reader, brandId, asked));
    return text.replace(PLACES, (_, publicId: string) => cellOf(names.get(ids.get(publicId) ?? 0)));
  }
}

const cellOf = (name: string | undefined): string =>
  name === undefined ? '' : csvOf([[harmless(withoutPlaces(name))]]).slice(0, -CRLF.length);

/** Whole lines, some at a time: a place is never cut. */
async function* piecesOf(file: FileHandle): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of file.createReadStream({ encoding: 'utf8', autoClose: false })) {
    const lines = (rest + String(chunk)).split(CRLF);
    rest = lines.pop() ?? '';
    for (let at = 0; at < lines.length; at += LINES_AT_ONCE)
      yield `${lines.slice(at, at + LINES_AT_ONCE).join(CRLF)}${CRLF}`;
  }
  if (rest !== '') yield rest;
}
