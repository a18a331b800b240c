import { pendingStatements, writeMigration } from '../platform/db/write-migration';
import { CommandError, type Command } from './command';

const EXPORT = /^[a-z][A-Za-z0-9]{0,40}$/;

/** For developers: the difference between the migrated schema and the tables, as SQL to review. */
export const db: Command = {
  name: 'db',
  usage:
    'db diff [FILE.ts] [--export NAME]   what the tables need beyond the migrations; exit 1 when there is something',
  async run({ platform, words, options, answer }) {
    const [verb, file] = words;
    if (verb !== 'diff') throw new CommandError('INPUT_INVALID', 'There is one word after db: diff');
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
