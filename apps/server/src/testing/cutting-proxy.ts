import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where to cut the line: before the server hears the COMMIT, or after it answered and before we hear it. */
export type Cut = 'before commit' | 'after commit';

/** A network between us and the database that can be told to fail at the one moment that matters. */
export interface CuttingProxy {
  /** The database's address through this network. */
  readonly url: string;
  /** Cuts the next connection that sends COMMIT. */
  cutAt(cut: Cut): void;
  /** How many connections were cut: a fault that never happened proves nothing. */
  readonly cuts: number;
  close(): Promise<void>;
}

const COMMIT = Buffer.from('COMMIT');

export async function openCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl);
  let armed: Cut | null = null;
  let cuts = 0;
  const sockets = new Set<Socket>();

  const server: Server = createServer((near) => {
    const far = connect(Number(target.port || 3306), target.hostname);
    let cutOnReply = false;
    const cut = (): void => {
      cuts += 1;
      near.resetAndDestroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (near.destroy(), far.destroy()));
    }
    near.on('data', (bytes) => {
      if (armed && bytes.includes(COMMIT)) {
        const before = armed === 'before commit';
        armed = null;
        if (before) return cut();
        cutOnReply = true;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => (cutOnReply ? cut() : near.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cutAt: (cut) => void (armed = cut),
    get cuts() {
      return cuts;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
