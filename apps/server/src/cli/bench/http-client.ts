import { connect, type Socket } from 'node:net';

/** What a client saw: requests answered, how long each took, and the bytes that came back, heads included. */
export interface Load {
  readonly done: number;
  readonly waitsMs: readonly number[];
  readonly bytes: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** One request as it goes over the wire. */
export function wireRequest(
  method: string,
  path: string,
  asked: { readonly token?: string; readonly body?: unknown; readonly forwardedFor?: string } = {},
): Buffer {
  const { token, body, forwardedFor } = asked;
  const text = body === undefined ? '' : JSON.stringify(body);
  const head = [`${method} ${path} HTTP/1.1`, 'host: bench', 'accept: application/json'];
  if (token !== undefined) head.push(`authorization: Bearer ${token}`);
  if (forwardedFor !== undefined) head.push(`x-forwarded-for: ${forwardedFor}`);
  if (body !== undefined)
    head.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/**
 * Asks over so many kept connections until the time is over; each waits for its answer before the next request.
 * A client of our own, because one that ships with the server must be small, and must not be what is measured.
 * @param next the next request of a connection; null when there is nothing more to ask
 * @throws Error at the first answer that is not 200
 */
export async function askAgain(
  origin: URL,
  connections: number,
  forMs: number,
  next: (connection: number) => Buffer | null,
): Promise<Load> {
  const waitsMs: number[] = [];
  const endsAt = performance.now() + forMs;
  const ask = async (connection: number): Promise<number> => {
    const line = new Line(await opened(origin));
    try {
      while (performance.now() < endsAt) {
        const request = next(connection);
        if (!request) break;
        const askedAt = performance.now();
        await line.ask(request);
        waitsMs.push(performance.now() - askedAt);
      }
      return line.bytes;
    } finally {
      line.close();
    }
  };
  const bytes = await Promise.all(Array.from({ length: connections }, (_, i) => ask(i)));
  return { done: waitsMs.length, waitsMs, bytes: bytes.reduce((sum, one) => sum + one, 0) };
}

/**
 * Asks at a steady pace, whether answers have come or not, until the time is over: as people come, who know nothing of
 * each other. A wait begins when the request was due, so that a server that stands still is not asked less.
 * @param next the next request
 * @param expected statuses that are answers
 * @returns also how often each status came
 * @throws Error at the first other status
 */
export async function askSteadily(
  origin: URL,
  perSecond: number,
  forMs: number,
  next: () => Buffer,
  expected: readonly number[] = [200],
): Promise<Load & { readonly statuses: ReadonlyMap<number, number> }> {
  const waitsMs: number[] = [];
  const statuses = new Map<number, number>();
  const free: Line[] = [];
  const lines: Line[] = [];
  const asked: Promise<void>[] = [];
  const startedAt = performance.now();
  const askOne = async (dueAt: number): Promise<void> => {
    const line = free.pop() ?? new Line(await opened(origin), expected);
    if (!lines.includes(line)) lines.push(line);
    const status = await line.ask(next());
    waitsMs.push(performance.now() - dueAt);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    free.push(line);
  };
  try {
    const count = Math.floor((perSecond * forMs) / 1000);
    for (let i = 0; i < count; i += 1) {
      const dueAt = startedAt + (i * 1000) / perSecond;
      const ahead = dueAt - performance.now();
      if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
      asked.push(askOne(dueAt));
    }
    await Promise.all(asked);
  } finally {
    for (const line of lines) line.close();
  }
  const bytes = lines.reduce((sum, line) => sum + line.bytes, 0);
  return { done: waitsMs.length, waitsMs, bytes, statuses };
}

function opened({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname, () =>
      resolve(socket.setNoDelay(true)),
    );
    socket.once('error', reject);
  });
}

/** One kept connection: a request goes out, its answer is read to the end. */
class Line {
  bytes = 0;
  private got: Buffer = Buffer.alloc(0);
  private waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly expected: readonly number[] = [200],
  ) {
    socket.on('data', (chunk) => this.take(chunk));
    const broken = (): void => this.waiting?.reject(new Error('The server closed a connection of the bench'));
    socket.on('close', broken).on('error', broken);
  }

  ask(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.got = this.got.length === 0 ? chunk : Buffer.concat([this.got, chunk]);
    const headEnd = this.got.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.got.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const end = headEnd + HEAD_END.length + length;
    if (this.got.length < end) return;
    const answer = this.got.toString('utf8', headEnd, end);
    this.got = this.got.subarray(end);
    const status = Number(head.split(' ', 2)[1]);
    if (this.expected.includes(status)) this.waiting?.resolve(status);
    else
      this.waiting?.reject(new Error(`A request of the bench was refused: ${answer.trim().slice(0, 200)}`));
  }
}
