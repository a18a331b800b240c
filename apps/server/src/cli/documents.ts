import { readFile } from 'node:fs/promises';
import { clockText, type Fault } from '@liuliang/domain';
import { EarningVersions } from '../modules/earning';
import { SchemesService } from '../modules/tiers';
import { inForceAt, type VersionedDocument } from '../platform/documents';
import { CommandError, type Command, type CommandContext } from './command';
import { instantAnswer, instantOption } from './instants';

/** What is wrong with a file: where, and how. */
type FileFault = Omit<Fault, 'fault'> & { readonly fault: string };

/** Shows, checks and publishes a versioned document: what `show --json` prints is what `publish` takes. */
function documentCommand<T>(
  name: string,
  what: string,
  of: (context: CommandContext) => VersionedDocument<T, never, unknown>,
): Command {
  return {
    name,
    usage: `${name} show | check FILE.json | publish FILE.json [--from INSTANT] [--brand CODE]   ${what}`,
    async run(context) {
      const document = of(context);
      switch (context.words[0]) {
        case 'show':
          return show(context, document);
        case 'check':
          return check(context, document);
        case 'publish':
          return publish(context, document);
        default:
          throw new CommandError('INPUT_INVALID', 'Say show, check FILE.json or publish FILE.json');
      }
    },
  };
}

export const rules = documentCommand(
  'rules',
  'the earning rules of a brand',
  ({ app }) => app.get(EarningVersions, { strict: false }).document,
);

export const tiers = documentCommand(
  'tiers',
  'the tier scheme of a brand',
  ({ app }) => app.get(SchemesService, { strict: false }).document,
);

async function show<T>(
  context: CommandContext,
  document: VersionedDocument<T, never, unknown>,
): Promise<number> {
  const brand = await context.brand();
  const { db, clock } = context.platform;
  const versions = await db.read((reader) => document.published(reader, brand.id));
  const { version, startsAtMs, content } = inForceAt(versions, clock.nowMs());
  const from = startsAtMs === 0 ? 'the beginning' : clockText(startsAtMs, brand.timeZone);
  context.answer(content, [`Version ${version}, from ${from}`, JSON.stringify(content, null, 2)]);
  return 0;
}

async function check<T>(
  context: CommandContext,
  document: VersionedDocument<T, never, unknown>,
): Promise<number> {
  const brand = await context.brand();
  const read = await contentOf(context, document);
  const faults = 'faults' in read ? read.faults : await document.faultsOf(brand.id, read.content);
  const isSound = faults.length === 0;
  context.answer({ ok: isSound, faults }, isSound ? ['It may be published.'] : faultLines(faults));
  return isSound ? 0 : 1;
}

async function publish<T>(
  context: CommandContext,
  document: VersionedDocument<T, never, unknown>,
): Promise<number> {
  const brand = await context.brand();
  const fromMs = instantOption(context, brand, 'from');
  const read = await contentOf(context, document);
  if ('faults' in read) throw invalid(read.faults);
  // By nobody of the console.
  const author = { brandId: brand.id, operatorId: 0 };
  const published = await document.publishContent(author, read.content, fromMs);
  if (!published.ok) {
    const { error } = published;
    if (error.code === 'DOCUMENT_INVALID') throw invalid(error.faults);
    throw new CommandError(
      error.code,
      error.code === 'DOCUMENT_SECOND_PERSON'
        ? 'This brand has a second person approve what is published: ask and approve in the console. In an emergency limits set lets one person be enough'
        : 'It can be dated back only behind the versions that there are, in a brand without orders and postings',
    );
  }
  const { version, startsAtMs } = published.value;
  context.answer({ version, from: instantAnswer(startsAtMs, brand) }, [
    `Version ${version} is published, from ${clockText(startsAtMs, brand.timeZone)}`,
  ]);
  return 0;
}

async function contentOf<T>(
  { words }: CommandContext,
  document: VersionedDocument<T, never, unknown>,
): Promise<{ readonly content: T } | { readonly faults: readonly FileFault[] }> {
  const file = words[1];
  if (file === undefined) throw new CommandError('INPUT_INVALID', 'Say which file');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new CommandError('INPUT_INVALID', `There is no file ${file}`);
  const shaped = document.schema.safeParse(parsed(file, text));
  if (shaped.success) return { content: shaped.data };
  const faults = shaped.error.issues.map(({ path, message }) => ({ path: path.join('.'), fault: message }));
  return { faults };
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new CommandError('INPUT_INVALID', `${file} is no JSON`);
  }
}

const faultLines = (faults: readonly FileFault[]): string[] =>
  faults.map(({ path, fault }) => `  ${path || 'the whole'}: ${fault}`);

const invalid = (faults: readonly FileFault[]): CommandError =>
  new CommandError('DOCUMENT_INVALID', ['Nothing was published.', ...faultLines(faults)].join('\n'));
