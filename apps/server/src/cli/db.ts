import { makeTriggers } from '../platform/db/triggers';
import { pendingStatements, writeMigration } from '../platform/db/write-migration';
import { CommandError, type Command, type CommandContext } from './command';

const EXPORT = /^[a-z][A-Za-z0-9]{0,40}$/;

/** What lies between the database and the tables as they should be: for developers as SQL to review, after a restore mended. */
export const db: Command = {
  name: 'db',
  usage:
    'db diff [FILE.ts] [--export NAME]   what the tables need beyond the migrations; exit 1 when there is something\n' +
    '  db triggers make   make the triggers of append-only tables anew, where a restore has lost them',
  async run(context) {
    const { platform, words, options, answer } = context;
    const [verb, file] = words;
    if (verb === 'triggers' && file === 'make') return triggers(context);
    if (verb !== 'diff') throw new CommandError('INPUT_INVALID', 'After db comes: diff, or triggers make');
    const name = typeof options['export'] === 'string' ? options['export'] : platform.db.engine;
    if (!EXPORT.test(name)) throw new CommandError('INPUT_INVALID', '--export needs the name of a constant');
    const statements = await pendingStatements(platform.db.source);
    if (file !== undefined && statements.length > 0) await writeMigration(platform.db, file, name);
    const ok = statements.length === 0;
    answer(
      { ok, engine: platform.db.engine, statements },
      ok ? ['The migrated schema is what the tables say.'] : statements.map((statement) => `${statement};`),
    );
    return ok ? 0 : 1;
  },
};

async function triggers({ platform, answer }: CommandContext): Promise<number> {
  const made = await makeTriggers(platform.db);
  answer(
    { made },
    made.length === 0 ? ['Every trigger is there.'] : made.map((name) => `Made anew: ${name}`),
  );
  return 0;
}
