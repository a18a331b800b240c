import { createReach } from './reach';

function world() {
  const server = { isThere: false, knocks: 0 };
  const waiting: { run: () => void; delayMs: number }[] = [];
  const reach = createReach({
    knock: () => {
      server.knocks += 1;
      return server.isThere ? Promise.resolve(true) : Promise.reject(new Error('no answer'));
    },
    later: (run, delayMs) => void waiting.push({ run, delayMs }),
  });
  const heard: string[] = [];
  reach.subscribe(() => heard.push(reach.state()));
  const pass = async () => {
    const next = waiting.shift();
    next?.run();
    await new Promise(setImmediate);
    return next?.delayMs;
  };
  return { server, reach, heard, pass, waiting };
}

it('asks a server that does not answer until it does, ever more rarely', async () => {
  const { server, reach, heard, pass, waiting } = world();
  reach.found('away');
  reach.found('away');
  const delays = [await pass(), await pass(), await pass(), await pass(), await pass(), await pass()];
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  server.isThere = true;
  await pass();
  expect(heard).toEqual(['away', 'there']);
  expect(waiting).toEqual([]);
});

it('stops asking once any request was answered', async () => {
  const { server, reach, pass, waiting } = world();
  reach.found('away');
  reach.found('there');
  await pass();
  expect([server.knocks, waiting.length, reach.state()]).toEqual([0, 0, 'there']);
});
