/**
 * Loaded before a server (`node --require`): its clock stands E2E_SHIFT_MS beside that of the system, so that a story can
 * be played on a day of its choice. It goes on as fast.
 */
const RealDate = Date;
const shift = Number(process.env['E2E_SHIFT_MS'] ?? 0);
const now = () => RealDate.now() + shift;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, called) => Reflect.construct(target, args.length === 0 ? [now()] : args, called),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
