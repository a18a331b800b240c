import { Injectable } from '@nestjs/common';
import { cleanName } from '@liuliang/domain';
import type { CodedThing } from '@liuliang/contract';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService, channelsCalled, checkChannelCode, checkOutletCode, GuideCodes } from '../brands';
import { importCodes, type CodeRow, type ImportRow } from './entities';
import { FileTerms } from './file-terms';

/** A known one that a code of a file may mean. */
export interface Offer {
  readonly code: string;
  readonly name: string;
}

/** What an operator says that a code stands for. */
export interface CodeAnswer {
  readonly number: number;
  readonly meaning: 'new' | 'as' | 'refuse';
  readonly as?: string | undefined;
}

const OFFERS_MAX = 5;

/** Upper and lower case, full and half width, and blanks tell no names apart. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

export const mayBeNew = ({ thing, code }: Pick<CodeRow, 'thing' | 'code'>): boolean =>
  (thing === 'channel' ? checkChannelCode(code) : checkOutletCode(code)).ok;

/** The codes of a file that nobody knows: what they may mean, and what an operator answered. */
@Injectable()
export class CodeQuestions {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly guides: GuideCodes,
  ) {}

  /** What the codes of a file stand for, by the answers that were given so far. */
  async terms(brandId: number, importId: number): Promise<FileTerms> {
    const asked = await this.db.read((reader) => importCodes.select(reader, { importId }));
    const answers = asked.map((row) => [FileTerms.answer(row.thing, row.code), meantBy(row)] as const);
    return new FileTerms(
      (thing, codes) => this.db.read((reader) => this.present(reader, brandId, thing, codes)),
      new Map(answers),
    );
  }

  async ask(tx: Tx, importId: number, terms: FileTerms): Promise<void> {
    const { codes } = terms.found;
    await importCodes.insert(
      tx,
      codes.map((found, i) => ({ importId, number: i + 1, ...found })),
    );
  }

  asked(reader: Reader, importId: number): Promise<CodeRow[]> {
    return importCodes.select(reader, { importId }, { order: 'number' });
  }

  /** Whether every answer names what was asked about, and a code that is there or can be one. */
  async areSound(
    reader: Reader,
    { id, brandId }: Pick<ImportRow, 'id' | 'brandId'>,
    answers: readonly CodeAnswer[],
  ): Promise<boolean> {
    const asked = new Map((await this.asked(reader, id)).map((row) => [row.number, row]));
    for (const { number, meaning, as = '' } of answers) {
      const row = asked.get(number);
      if (!row || (meaning === 'new' && !mayBeNew(row))) return false;
      if (meaning === 'as' && (await this.present(reader, brandId, row.thing, [as])).length === 0)
        return false;
    }
    return true;
  }

  async answer(tx: Tx, importId: number, answers: readonly CodeAnswer[]): Promise<void> {
    for (const { number, meaning, as = '' } of answers)
      await importCodes.set(tx, { importId, number }, { meaning, asCode: meaning === 'as' ? as : '' });
  }

  /** By number: those that have a code's text as their name, or nearly as their code. */
  async offers(reader: Reader, brandId: number, asked: readonly CodeRow[]): Promise<Map<number, Offer[]>> {
    const of = (thing: CodedThing): CodeRow[] => asked.filter((row) => row.thing === thing);
    const known = {
      channel: of('channel').length > 0 ? await this.channels(reader, brandId) : [],
      store: of('store').length > 0 ? await this.stores(reader, brandId) : [],
      guide: await this.guides.called(
        reader,
        brandId,
        of('guide').map(({ code }) => cleanName(code)),
      ),
    };
    const isMeant = (text: string, { code, name }: Offer): boolean =>
      folded(code) === folded(text) || folded(name) === folded(text);
    return new Map(
      asked.map(({ number, thing, code }) => [
        number,
        known[thing].filter((one) => isMeant(code, one)).slice(0, OFFERS_MAX),
      ]),
    );
  }

  private async channels(reader: Reader, brandId: number): Promise<Offer[]> {
    const codes = [...(await this.brands.channels(reader, brandId)).keys()];
    return codes.flatMap((code) => [
      { code, name: '' },
      ...channelsCalled(code).map((name) => ({ code, name })),
    ]);
  }

  private async stores(reader: Reader, brandId: number): Promise<Offer[]> {
    return [...(await this.brands.stores(reader, brandId))].map(([code, { name }]) => ({ code, name }));
  }

  private async present(
    reader: Reader,
    brandId: number,
    thing: CodedThing,
    codes: readonly string[],
  ): Promise<string[]> {
    const known = {
      channel: () => this.brands.channels(reader, brandId),
      store: () => this.brands.storesNamed(reader, brandId, codes),
      guide: () => this.guides.byCode(reader, brandId, codes),
    };
    const found = await known[thing]();
    return codes.filter((code) => found.has(code));
  }
}

/** null: its lines are refused, whether somebody said so or nobody answered. */
function meantBy({ meaning, code, asCode }: CodeRow): string | null {
  if (meaning === 'new') return code;
  return meaning === 'as' ? asCode : null;
}
