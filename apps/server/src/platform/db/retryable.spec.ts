import { isConnectionLost, isDatabaseUnavailable, isRetryable } from './retryable';

const failed = (query: string, driverError: object): Error =>
  Object.assign(new Error('x'), { query, driverError });
const lost = { code: 'PROTOCOL_CONNECTION_LOST' };
const closed = { message: "Can't add new command when connection is in closed state" };

describe('a failed transaction', () => {
  it.each([
    ['a deadlock', failed('UPDATE', { errno: 1213 })],
    ['a lock wait timeout', failed('UPDATE', { errno: 1205 })],
    ['a record that changed', failed('UPDATE', { errno: 1020 })],
    ['a busy SQLite file', failed('BEGIN IMMEDIATE', { code: 'SQLITE_BUSY' })],
    ['a snapshot that is too old', failed('UPDATE', { code: 'SQLITE_BUSY_SNAPSHOT' })],
    ['a connection lost before COMMIT', failed('UPDATE', lost)],
    ['a killed connection', failed('UPDATE', { errno: 1927 })],
    ['a COMMIT that was never sent', failed('COMMIT', closed)],
  ])('is run again after %s', (_, error) => expect(isRetryable(error)).toBe(true));

  it.each([
    ['a connection lost during COMMIT: nobody knows whether it took effect (V10)', failed('COMMIT', lost)],
    ['a reset during COMMIT', failed('COMMIT', { code: 'ECONNRESET' })],
    ['a taken key', failed('INSERT', { errno: 1062, code: 'ER_DUP_ENTRY' })],
    ['a broken rule', failed('INSERT', { code: 'SQLITE_CONSTRAINT_UNIQUE' })],
    ['a bug', new TypeError('x')],
    ['nothing', undefined],
  ])('is not run again after %s', (_, error) => expect(isRetryable(error)).toBe(false));
});

describe('a database that is not to blame the request for', () => {
  it.each([
    ['refuses connections', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['has no connection left', failed('', { code: 'ER_CON_COUNT_ERROR', errno: 1040 })],
    ['has no room left', failed('INSERT', { errno: 1114 })],
    ['went away during COMMIT', failed('COMMIT', lost)],
    ['has too many waiting', new Error('Queue limit reached.')],
  ])('%s', (_, error) => expect(isDatabaseUnavailable(error)).toBe(true));

  it('is not one that a statement of ours broke', () => {
    expect(isDatabaseUnavailable(failed('INSERT', { errno: 1062 }))).toBe(false);
    expect(isDatabaseUnavailable(new TypeError('x'))).toBe(false);
    expect(isConnectionLost(failed('INSERT', { errno: 1062 }))).toBe(false);
  });
});
