/** A private MariaDB (or MySQL) with full durability: what the suites prove must hold for real settings. */
import { randomBytes } from 'node:crypto';
import { realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mustRun } from '../run.mjs';
import { findDatabase, onPath } from './find.mjs';
import { ask, startInstance } from './instance.mjs';

const DATABASE = 'liuliang';
const USER = 'liuliang';

/** An instance with its `url`; the user of the URL may create further databases, so each suite can have its own. */
export async function startMariaDb() {
  const program = findDatabase();
  if (!program) throw new Error('Neither mariadbd nor mysqld was found.');
  const password = randomBytes(12).toString('hex');
  const instance = await startInstance({
    name: 'mariadb',
    program,
    prepare: (folder) => prepare(program, folder, password),
    args: (folder, port) => serverArgs(folder, port),
    // The server greets first. It accepts connections only after it has run the init file.
    isReady: async (port) => Boolean(await ask(port)),
  });
  return { ...instance, url: `mysql://${USER}:${password}@127.0.0.1:${instance.port}/${DATABASE}` };
}

function serverArgs(folder, port) {
  return [
    ...common(folder),
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 'server.sock')}`,
    `--pid-file=${join(folder, 'server.pid')}`,
    `--init-file=${join(folder, 'init.sql')}`,
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--innodb-buffer-pool-size=512M',
    // A commit that was answered survives a power cut.
    '--innodb-flush-log-at-trx-commit=1',
    '--sync-binlog=1',
    `--log-bin=${join(folder, 'binlog')}`,
    '--binlog-format=ROW',
    '--server-id=1',
    '--max-connections=400',
  ];
}

async function prepare(program, folder, password) {
  writeFileSync(join(folder, 'init.sql'), initStatements(password));
  const log = join(folder, 'install.log');
  const data = common(folder);
  // Debian's mysqld is a link to mariadbd, so the name behind the link decides.
  if (basename(realpathSync(program)) === 'mysqld') {
    return mustRun('mysqld --initialize', program, [...data, '--initialize-insecure'], { log });
  }
  const install = onPath('mariadb-install-db') ?? onPath('mysql_install_db');
  if (!install) throw new Error('mariadbd is there but mariadb-install-db is not.');
  const args = [...data, '--auth-root-authentication-method=normal', '--skip-test-db'];
  return mustRun('mariadb-install-db', install, args, { log });
}

// `--no-defaults` first, always: a developer's own my.cnf must not change what the suites run on.
function common(folder) {
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  return ['--no-defaults', `--datadir=${join(folder, 'data')}`, ...asRoot];
}

// Run at every start, one statement a line.
function initStatements(password) {
  return [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE} CHARACTER SET utf8mb4;`,
    `CREATE USER IF NOT EXISTS '${USER}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${USER}'@'127.0.0.1' WITH GRANT OPTION;`,
    '',
  ].join('\n');
}
