import { createSaver, type SaveAnswer, type SaveState } from './saver';

const DELAY_MS = 800;

function typing(answers: readonly SaveAnswer[] = []) {
  const sent: string[] = [];
  const states: SaveState[] = [];
  const open: (() => void)[] = [];
  const saver = createSaver<string>({
    delayMs: DELAY_MS,
    onState: (state) => states.push(state),
    save: (value) =>
      new Promise((resolve) => {
        const answer = answers[sent.length] ?? { ok: true, savedAtMs: 5 };
        sent.push(value);
        open.push(() => resolve(answer));
      }),
  });
  const answer = async () => {
    open.shift()?.();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { saver, sent, states, answer };
}

describe('a draft saved as it is typed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('waits for a pause and sends the newest value alone', async () => {
    const { saver, sent, states, answer } = typing();
    saver.take('a');
    await jest.advanceTimersByTimeAsync(DELAY_MS - 1);
    saver.take('ab');
    await jest.advanceTimersByTimeAsync(DELAY_MS);
    expect(sent).toEqual(['ab']);
    await answer();
    expect(states.at(-1)).toEqual({ status: 'saved', atMs: 5 });
  });

  it('never has two requests under way, and does not claim to be saved while a newer value waits', async () => {
    const { saver, sent, states, answer } = typing();
    saver.take('a');
    await jest.advanceTimersByTimeAsync(DELAY_MS);
    saver.take('ab');
    await jest.advanceTimersByTimeAsync(DELAY_MS);
    expect(sent).toEqual(['a']);
    await answer();
    expect(sent).toEqual(['a', 'ab']);
    expect(states.filter(({ status }) => status === 'saved')).toEqual([]);
    await answer();
    expect(states.at(-1)?.status).toBe('saved');
  });

  it('keeps what was refused, says why, and sends it again when asked', async () => {
    const { saver, sent, states, answer } = typing([{ ok: false, code: 'NETWORK' }]);
    saver.take('a');
    await jest.advanceTimersByTimeAsync(DELAY_MS);
    await answer();
    expect(states.at(-1)).toEqual({ status: 'failed', code: 'NETWORK' });
    const flushed = saver.flush();
    await answer();
    expect(await flushed).toBe(true);
    expect(sent).toEqual(['a', 'a']);
  });

  it('sends what still waits when the screen is left, and reports no more', async () => {
    const { saver, sent, states, answer } = typing();
    saver.take('a');
    saver.leave();
    expect(sent).toEqual(['a']);
    await answer();
    expect(states).toEqual([{ status: 'waiting' }]);
  });
});
