import { chosenFrom } from './chosen';
import { hiddenFrom, viewQuery, withView } from './kept';
import { readAll, type ListAnswer, type PageRequest } from './read-all';

const filters = {
  state: { label: 'State', any: 'Any', options: { open: 'Open', done: 'Done' } },
  kind: { label: 'Kind', initial: 'all', options: { all: 'All', own: 'Own' } },
} as const;

describe('what the address chooses of a list', () => {
  it('is a value that the filter offers, or what it starts with', () => {
    expect(chosenFrom(new URLSearchParams('state=done'), filters)).toEqual({ state: 'done', kind: 'all' });
    expect(chosenFrom(new URLSearchParams('state=%3Cscript%3E&kind=own'), filters)).toEqual({
      state: undefined,
      kind: 'own',
    });
  });

  it('wins over the columns that this device left out', () => {
    expect([...hiddenFrom(null, ['points'])]).toEqual(['points']);
    expect([...hiddenFrom('tier,member', ['points'])]).toEqual(['tier', 'member']);
    expect(hiddenFrom('-', ['points']).has('points')).toBe(false);
  });
});

describe('a saved view', () => {
  it('keeps filters and columns, never the page', () => {
    expect(viewQuery('?state=open&cursor=abc&page=3&hide=tier')).toBe('hide=tier&state=open');
  });

  it('replaces the one of the same name', () => {
    const views = withView([{ name: 'A', query: 'x=1' }], { name: 'B', query: 'x=2' });
    expect(withView(views, { name: 'A', query: 'x=3' })).toEqual([
      { name: 'B', query: 'x=2' },
      { name: 'A', query: 'x=3' },
    ]);
  });
});

describe('reading a whole list', () => {
  const pages: Readonly<Record<string, ListAnswer<number>>> = {
    first: { ok: true, value: { items: [1, 2], nextCursor: 'second' } },
    second: { ok: true, value: { items: [], nextCursor: 'third' } },
    third: { ok: true, value: { items: [3], nextCursor: null } },
  };
  const server =
    (answers: Readonly<Record<string, ListAnswer<number>>>) =>
    async ({ cursor = 'first' }: PageRequest): Promise<ListAnswer<number>> =>
      answers[cursor] ?? { ok: false, code: 'INPUT_INVALID', requestId: null, data: {} };

  it('follows the cursors to the end, over short pages, and says how far it is', async () => {
    const progress: number[] = [];
    const all = await readAll(server(pages), (rows) => progress.push(rows), new AbortController().signal);
    expect(all).toEqual({ status: 'done', rows: [1, 2, 3] });
    expect(progress).toEqual([2, 2, 3]);
  });

  it('hands out nothing when a page is refused half-way', async () => {
    const { first, second } = pages;
    const half = server({ ...(first && { first }), ...(second && { second }) });
    const all = await readAll(half, () => undefined, new AbortController().signal);
    expect(all).toEqual({ status: 'failed', code: 'INPUT_INVALID' });
  });

  it('stops after the page under way when it is cancelled', async () => {
    const stop = new AbortController();
    const asked: (string | undefined)[] = [];
    const load = async (page: PageRequest) => {
      asked.push(page.cursor);
      stop.abort();
      return server(pages)(page);
    };
    expect(await readAll(load, () => undefined, stop.signal)).toEqual({ status: 'cancelled' });
    expect(asked).toEqual([undefined]);
  });

  it('takes a list without cursors as complete', async () => {
    const load = async (): Promise<ListAnswer<number>> => ({ ok: true, value: { items: [7] } });
    expect(await readAll(load, () => undefined, new AbortController().signal)).toEqual({
      status: 'done',
      rows: [7],
    });
  });
});
