import type { ReplyOf } from '@liuliang/contract/client';

export type Preview = ReplyOf<'importPreview'>;
export type AskedCode = Preview['codes'][number];

/** What is chosen for a code: `as:CODE` of an offer, `other` with a code that is typed, or nothing yet. */
export type Chosen = `as:${string}` | 'new' | 'other' | 'refuse';

/** What an operator has chosen so far, by the number of the question. */
export type Answers = Readonly<Record<number, { readonly chosen: Chosen; readonly typed: string }>>;

interface Said {
  readonly number: number;
  readonly meaning: 'new' | 'as' | 'refuse';
  readonly as?: string;
}

/** What is sent: questions that nobody answered are left out, and their lines are refused. */
export function saidBy(codes: readonly AskedCode[], answers: Answers): Said[] {
  return codes.flatMap(({ number }): Said[] => {
    const answer = answers[number];
    if (!answer) return [];
    const { chosen, typed } = answer;
    if (chosen === 'new' || chosen === 'refuse') return [{ number, meaning: chosen }];
    const as = chosen === 'other' ? typed.trim() : chosen.slice('as:'.length);
    return as === '' ? [] : [{ number, meaning: 'as', as }];
  });
}

/** Questions that nobody has answered and that have one likely answer: nothing that is known is called so. */
export const likelyNew = (codes: readonly AskedCode[], answers: Answers): AskedCode[] =>
  codes.filter(({ number, mayBeNew, offers }) => mayBeNew && offers.length === 0 && !answers[number]);

export function restIsNew(codes: readonly AskedCode[], answers: Answers): Answers {
  const open = likelyNew(codes, answers);
  return {
    ...answers,
    ...Object.fromEntries(open.map(({ number }) => [number, { chosen: 'new', typed: '' }])),
  };
}

/** How the answers stand, for the question before importing. */
export function tallyOf(codes: readonly AskedCode[], answers: Answers) {
  const said = new Map(saidBy(codes, answers).map((one) => [one.number, one.meaning]));
  const of = (meaning: Said['meaning'] | undefined) =>
    codes.filter(({ number }) => said.get(number) === meaning);
  return { fresh: of('new'), meant: of('as'), refused: [...of('refuse'), ...of(undefined)] };
}
