import { lifecycle } from '@liuliang/domain';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { c } from './columns';
import { States } from './states';
import { table } from './table';

const parcel = lifecycle({
  states: ['packed', 'sent', 'lost', 'received'],
  moves: {
    send: { from: ['packed'], to: 'sent' },
    lose: { from: ['packed', 'sent'], to: 'lost' },
    receive: { from: ['sent'], to: 'received' },
  },
});

let test: TestPlatform;
const parcels = table('parcel', {
  id: c.id(),
  brandId: c.ref(),
  state: c.oneOf(parcel.states),
  movedBy: c.ref(),
  movedAtMs: c.instant(),
});
const states = new States(parcels, parcel);

beforeAll(async () => {
  test = await openTestPlatform();
  await test.platform.db.source.query(
    'CREATE TABLE parcel (id bigint PRIMARY KEY NOT NULL, brand_id bigint NOT NULL, state varchar(16) NOT NULL,' +
      ' moved_by bigint NOT NULL, moved_at_ms bigint NOT NULL)',
  );
});

afterAll(() => test.close());

beforeEach(() =>
  test.platform.db.run('test.reset', async (tx) => {
    await tx.exec('DELETE FROM parcel');
    await tx.exec(
      "INSERT INTO parcel VALUES (1, 1, 'packed', 0, 0), (2, 1, 'sent', 0, 0), (3, 2, 'packed', 0, 0)",
    );
  }),
);

const move = (id: number, what: 'send' | 'lose' | 'receive', by = 5, brandId = 1) =>
  test.platform.db.run('test.move', (tx) =>
    states.move(tx, { brandId, id }, what, { movedBy: by, movedAtMs: 1_000 }),
  );

const rows = () =>
  test.platform.db.read((reader) =>
    reader.query<{ state: string; moved_by: number }>('SELECT state, moved_by FROM parcel ORDER BY id'),
  );

describe('a move (STATE-1)', () => {
  it('changes the state and fills in who and when, at once', async () => {
    expect(await move(1, 'send')).toEqual({ kind: 'moved' });
    expect((await rows())[0]).toEqual({ state: 'sent', moved_by: 5 });
  });

  it('that the lifecycle does not have from here changes nothing, and says where the row is', async () => {
    expect(await move(1, 'receive')).toEqual({ kind: 'elsewhere', state: 'packed' });
    await move(2, 'receive');
    expect(await move(2, 'lose', 6)).toEqual({ kind: 'elsewhere', state: 'received' });
    expect((await rows())[1]).toEqual({ state: 'received', moved_by: 5 });
  });

  it('does not reach another brand', async () => {
    expect(await move(3, 'send')).toEqual({ kind: 'unknown' });
    expect((await rows())[2]).toEqual({ state: 'packed', moved_by: 0 });
  });

  it('is made once, however many make it, from two processes', async () => {
    const other = await test.another();
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        (i % 2 ? test.platform : other).db.run('test.race', (tx) =>
          states.move(tx, { brandId: 1, id: 1 }, i % 3 ? 'send' : 'lose', { movedBy: i, movedAtMs: 1 }),
        ),
      ),
    );
    // A parcel that was sent first may still be lost: one or two of them moved it, and each only once.
    const moved = answers.filter(({ kind }) => kind === 'moved').length;
    const [first] = await rows();
    expect(first?.state).toBe('lost');
    expect([1, 2]).toContain(moved);
  });

  it('is undone with everything else', async () => {
    const undone = test.platform.db.run('test.undone', async (tx) => {
      await states.move(tx, { brandId: 1, id: 1 }, 'send', {});
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await rows())[0]?.state).toBe('packed');
  });
});
