import { figuresOf, type StatementFigures } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { StatementHash } from './content-hash';
import { computeDraft, type Draft, type StatementLine, type Start } from './drafts';
import { settlementLines, type LineRow, type StatementRow } from './entities';
import type { PartyAccount } from './entries.queries';
import { statementStates } from './statements.queries';
import type { StatementTerms } from './terms';

const LINES_AT_ONCE = 1000;

type Paying = 'paidAtMs' | 'paidBy' | 'paidReference';
/** What is known of a statement before its lines are. */
type StatementHead = Omit<
  StatementRow,
  keyof StatementFigures | Paying | 'state' | 'lineCount' | 'rates' | 'contentHash'
>;

/** Writes the lines of a statement whose place is taken, and what they come to. */
export async function fillStatement(
  tx: Tx,
  brand: Brand,
  head: StatementHead,
  accounts: readonly PartyAccount[],
  start: Start,
): Promise<{ row: StatementRow; draft: Draft }> {
  const lines = new LineWriter(tx, head.id);
  const draft = await computeDraft(tx, brand, accounts, start, head.period, (line) => lines.add(line));
  await lines.flush();
  const filled = closedRow(head, draft);
  const row = { ...filled, contentHash: lines.hash.end(filled) };
  if ((await statementStates.move(tx, row, 'close', row)).kind !== 'moved')
    throw new Error('A statement was to be filled in twice');
  return { row, draft };
}

function closedRow(head: StatementHead, draft: Draft): Omit<StatementRow, 'contentHash'> {
  const { rates, carryCapFen, secondPersonFen } = draft.terms;
  const { running, through } = draft;
  const terms: StatementTerms = { rates, carryCapFen, secondPersonFen, running, through };
  return {
    ...head,
    ...figuresOf(draft),
    state: 'closed',
    lineCount: draft.lines,
    rates: JSON.stringify(terms),
    paidAtMs: 0,
    paidBy: 0,
    paidReference: '',
  };
}

/** Writes lines by the thousand and hashes them on the way, so that a long statement takes no more memory. */
class LineWriter {
  readonly hash = new StatementHash();
  private waiting: LineRow[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly statementId: number,
  ) {}

  async add(line: StatementLine): Promise<void> {
    this.hash.addLine(line);
    this.waiting.push({ ...line, statementId: this.statementId });
    if (this.waiting.length >= LINES_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    await settlementLines.insert(this.tx, this.waiting);
    this.waiting = [];
  }
}
