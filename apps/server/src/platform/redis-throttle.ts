import { isClear, type ThrottleState } from '@liuliang/domain';
import { createClient } from 'redis';
import type { Logger } from './log';

/** Nobody waits longer for Redis than this before they are counted in the process instead. */
const ANSWER_WITHIN_MS = 500;
/** After Redis did not answer, how long not to ask again: each caller would wait once more. */
const GIVE_UP_FOR_MS = 5_000;
/** Other processes may be first as often as there are processes; more often means that something is broken. */
const TRIES_MAX = 64;

/** Writes a state if the one that was read still stands. */
const WRITE_IF_SAME = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;

/** Decides from the state before; null leaves it as it is. */
export type ChangeState = (before: ThrottleState | null) => ThrottleState | null;

/** Throttle states that all processes share, on Redis. */
export class RedisThrottle {
  private readonly redis: ReturnType<typeof createClient>;
  private isOpened = false;
  private silentUntilMs = 0;
  /** Changes of one key by this process go one behind the other: only other processes can come in between. */
  private readonly turns = new Map<string, Promise<unknown>>();

  /** @param space keeps the keys of several databases on one Redis apart */
  constructor(
    redisUrl: string,
    private readonly space: string,
    private readonly log: Logger,
  ) {
    const reconnectStrategy = (tries: number): number => Math.min(tries * 100, 2_000);
    this.redis = createClient({ url: redisUrl, socket: { connectTimeout: 1_000, reconnectStrategy } });
    this.redis.on('error', () => this.log.debug('redis connection error'));
  }

  /** @returns false when Redis did not answer in time; whether anything was written is then not known */
  async change(key: string, keptMs: number, change: ChangeState): Promise<boolean> {
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(() => this.tryTo(key, keptMs, change));
    this.turns.set(key, turn);
    const isDone = await turn;
    if (this.turns.get(key) === turn) this.turns.delete(key);
    return isDone;
  }

  async close(): Promise<void> {
    if (this.redis.isOpen) this.redis.destroy();
  }

  private async tryTo(key: string, keptMs: number, change: ChangeState): Promise<boolean> {
    if (performance.now() < this.silentUntilMs) return false;
    const isDone = await inTime(this.changeNow(key, keptMs, change));
    if (isDone) return true;
    this.silentUntilMs = performance.now() + GIVE_UP_FOR_MS;
    this.log.warn('guesses are counted in this process: redis does not answer');
    return false;
  }

  private async changeNow(key: string, keptMs: number, change: ChangeState): Promise<void> {
    this.open();
    const stored = `${this.space}:throttle:${key}`;
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const before = (await this.redis.get(stored)) ?? '';
      const after = change(stateOf(before));
      if (after === null) return;
      const args = [before, isClear(after) ? '' : textOf(after), String(keptMs)];
      if ((await this.redis.eval(WRITE_IF_SAME, { keys: [stored], arguments: args })) === 1) return;
    }
    throw new Error('A throttle state was changed by others again and again');
  }

  private open(): void {
    if (this.isOpened) return;
    this.isOpened = true;
    // Until it is there commands wait, no longer than a caller does; a failure is told by 'error'.
    this.redis.connect().catch(() => undefined);
  }
}

const textOf = ({ failures, freeAtMs, lastAtMs }: ThrottleState): string =>
  `${failures} ${freeAtMs} ${lastAtMs}`;

function stateOf(text: string): ThrottleState | null {
  if (text === '') return null;
  const [failures = 0, freeAtMs = 0, lastAtMs = 0] = text.split(' ').map(Number);
  return { failures, freeAtMs, lastAtMs };
}

async function inTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, late]);
  clearTimeout(timer);
  return isDone;
}
