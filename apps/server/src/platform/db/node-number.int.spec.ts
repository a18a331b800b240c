import { createConnection } from 'mysql2/promise';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { testEngine } from '../../testing/test-database';
import { takeNodeNumber } from './node-number';

let test: TestPlatform;

beforeEach(async () => {
  test = await openTestPlatform();
});

afterEach(() => test.close());

describe('node numbers', () => {
  it('are different for every process on one database', async () => {
    const others = await Promise.all([test.another(), test.another(), test.another()]);
    const numbers = [test.platform, ...others].map(({ env }) => env.NODE_ID);
    expect(new Set(numbers).size).toBe(4);
  });

  it('are free again when a process has stopped', async () => {
    const other = await test.another();
    const { NODE_ID } = other.env;
    await other.db.close();
    const again = await takeNodeNumber({ ...test.env, NODE_ID });
    expect(again.value).toBe(NODE_ID);
    await again.release();
  });

  it('are refused when they were fixed and are taken', async () => {
    await expect(takeNodeNumber(test.env, 0)).rejects.toThrow(`NODE_ID ${test.env.NODE_ID} is in use`);
  });

  if (testEngine === 'mariadb') {
    it('are taken again when the session that held them was killed', async () => {
      const mine = await takeNodeNumber({ ...test.env, NODE_ID: 20 });
      const admin = await createConnection(test.env.DATABASE_URL as string);
      const holder = async (): Promise<number | null> => {
        const name = `${new URL(test.env.DATABASE_URL as string).pathname.slice(1)}.node.20`;
        const [rows] = await admin.query('SELECT IS_USED_LOCK(?) AS id', [name]);
        return (rows as { id: number | null }[])[0]?.id ?? null;
      };
      const before = await holder();
      await admin.query(`KILL ${before}`);
      let after: number | null = null;
      for (let i = 0; i < 50 && (after === null || after === before); i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        after = await holder();
      }
      expect(after).not.toBeNull();
      expect(after).not.toBe(before);
      expect(mine.value).toBe(20);
      await mine.release();
      await admin.end();
    });
  }
});
