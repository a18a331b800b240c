import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failed, rowMaker, type Line, type Written } from './line';

/** Rows that come over at once: more would hold up the thread that receives them. */
const ROWS_AT_ONCE = 500;

/** Instead of a statement: that there is nothing more to ask. */
const CLOSE = 'close';

interface Asked {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the thread answers: rows with more behind them or not, or what went wrong. */
interface Answer {
  readonly names?: readonly string[];
  readonly rows?: unknown[];
  readonly hasMore?: boolean;
  readonly fault?: { readonly message: string; readonly code: string };
}

/**
 * A connection to the file of the embedded engine on a thread of its own. It only reads. Statements of SQLite run on the
 * thread that asks for them; one that walks the whole ledger would stop everybody else of the process for as long. Beside
 * the process's own connection it sees what is committed, as another process would.
 */
export class ReadingThread implements Line {
  private worker: Worker | null = null;
  private answered: ((answer: Answer) => void) | null = null;

  constructor(private readonly file: string) {}

  /** One statement at a time: whoever asks waits for the turn before. */
  async query(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    let answer = await this.ask({ sql, parameters });
    const { names, fault } = answer;
    if (fault) throw failed(sql, parameters, Object.assign(new Error(fault.message), { code: fault.code }));
    if (!names) return [];
    const rowOf = rowMaker(names);
    const rows: unknown[] = [];
    for (;;) {
      for (const values of answer.rows ?? []) rows.push(rowOf(values));
      if (!answer.hasMore) return rows;
      answer = await this.ask(null);
    }
  }

  exec(sql: string): Promise<Written> {
    return Promise.reject(new Error(`A reading thread writes nothing: ${sql}`));
  }

  release(): void {
    // There is nothing to give back.
  }

  /** The thread closes its connection itself: ended from outside it would leave that to chance. */
  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage(CLOSE);
    await ended;
  }

  private ask(asked: Asked | null): Promise<Answer> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      const broken = (error: Error): void => reject(error);
      worker.once('error', broken);
      // A process that waits for nothing else stays until this is answered.
      worker.ref();
      this.answered = (answer) => {
        worker.off('error', broken);
        worker.unref();
        resolve(answer);
      };
      worker.postMessage(asked);
    });
  }

  private start(): Worker {
    const [driver, folder] = [require.resolve('libsql'), dirname(this.file)];
    const workerData = { driver, file: this.file, folder, rowsAtOnce: ROWS_AT_ONCE };
    const worker = new Worker(`(${answerStatements.toString()})(require)`, { eval: true, workerData });
    worker.on('message', (answer: Answer) => this.answered?.(answer));
    worker.on('exit', () => (this.worker = null));
    return worker;
  }
}

/**
 * The program of the thread, which runs it from its own text: it uses nothing of this file. It answers each statement with
 * its rows, a part at a time; null asks for the next part.
 */
function answerStatements(load: NodeRequire): void {
  const { parentPort, workerData } = load('node:worker_threads');
  const connection = new (load(workerData.driver))(workerData.file);
  // What it waits for it waits for here, where nobody else does.
  connection.exec('PRAGMA busy_timeout = 10000');
  connection.exec('PRAGMA query_only = ON');
  // What a statement has to sort may be as long as the ledger: libsql would keep all of it in memory. It lies beside the
  // data, for other folders may be read-only, or in memory themselves.
  connection.exec(`PRAGMA temp_store_directory = '${workerData.folder.replaceAll("'", "''")}'`);
  connection.exec('PRAGMA temp_store = FILE');
  let names: string[] = [];
  let all: unknown[] = [];
  let told = 0;
  const part = () => {
    const rows = all.slice(told, (told += workerData.rowsAtOnce));
    const hasMore = told < all.length;
    if (!hasMore) all = [];
    parentPort.postMessage({ names, rows, hasMore });
  };
  parentPort.on('message', (asked: { sql: string; parameters: unknown[] } | 'close' | null) => {
    try {
      if (asked === 'close') {
        connection.close();
        return parentPort.close();
      }
      if (asked === null) return part();
      const statement = connection.prepare(asked.sql);
      if (!statement.reader) {
        statement.run(asked.parameters);
        return parentPort.postMessage({});
      }
      statement.raw();
      names = statement.columns().map((column: { name: string }) => column.name);
      all = statement.all(asked.parameters);
      told = 0;
      part();
    } catch (error) {
      const { message, code } = error as { message: string; code: string };
      parentPort.postMessage({ fault: { message, code } });
    }
  });
}
