/**
 * Errors after which the whole transaction may run again: deadlock (1213), lock wait timeout (1205), record changed
 * (1020, MariaDB with snapshot isolation), SQLite busy, and a connection lost before COMMIT was sent.
 * A connection lost while COMMIT was under way is not here: whether it took effect is unknown, and only the
 * idempotency key of the operation can tell.
 */
export function isRetryable(error: unknown): boolean {
  const cause =
    (error as {
      driverError?: { errno?: number; code?: string };
      errno?: number;
      code?: string;
      query?: string;
    }) ?? {};
  const errno = cause.driverError?.errno ?? cause.errno;
  const code = cause.driverError?.code ?? cause.code;
  if (errno === 1213 || errno === 1205 || errno === 1020) return true;
  if (code === 'SQLITE_BUSY') return true;
  const isLost = code === 'PROTOCOL_CONNECTION_LOST' || code === 'ECONNRESET' || code === 'EPIPE';
  return isLost && cause.query !== 'COMMIT';
}
