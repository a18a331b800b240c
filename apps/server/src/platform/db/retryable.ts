interface DriverFault {
  readonly errno?: number;
  readonly code?: string;
  readonly message?: string;
}

const causeOf = (error: unknown): DriverFault =>
  (error as { driverError?: DriverFault } | null)?.driverError ?? (error as DriverFault | null) ?? {};

const statementOf = (error: unknown): string | undefined => (error as { query?: string } | null)?.query;

// Deadlock, lock wait timeout, record changed since the snapshot (MariaDB): all undone by the engine or by us.
const conflictNumbers = new Set([1205, 1213, 1020]);
// Server going down, connection killed; the rest are what the socket says.
const lostNumbers = new Set([1053, 1927]);
const lostCodes = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE']);
// No connection was had, so nothing can have happened.
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'ER_CON_COUNT_ERROR',
  'EAI_AGAIN',
]);
// Disk full, table full: the engine answers in good time and works again when space is freed.
const fullNumbers = new Set([1021, 1114]);

/** The connection was known to be gone and nothing was sent: certain, even for COMMIT. */
const wasNeverSent = ({ message = '' }: DriverFault): boolean =>
  message.startsWith("Can't add new command when connection is in closed state") ||
  message.startsWith('This socket has been ended by the other party');

/** Whether the connection cannot be trusted any more: it is gone, or an answer may still be on its way. */
export function isConnectionLost(error: unknown): boolean {
  const cause = causeOf(error);
  return lostNumbers.has(cause.errno ?? 0) || lostCodes.has(cause.code ?? '') || wasNeverSent(cause);
}

/**
 * Errors after which the whole transaction may run again: a lock conflict (1213, 1205, 1020), SQLite busy, and a
 * connection lost before COMMIT was sent. A connection lost while COMMIT was under way is not among them: whether it
 * took effect is unknown, and only the idempotency key of the operation can tell (acceptance V10).
 */
export function isRetryable(error: unknown): boolean {
  const cause = causeOf(error);
  if (conflictNumbers.has(cause.errno ?? 0) || cause.code?.startsWith('SQLITE_BUSY')) return true;
  if (wasNeverSent(cause)) return true;
  return isConnectionLost(error) && statementOf(error) !== 'COMMIT';
}

/** Whether the database, not the request, is the reason: too busy, full, restarting or out of reach. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const cause = causeOf(error);
  return (
    isRetryable(error) ||
    isConnectionLost(error) ||
    unreachableCodes.has(cause.code ?? '') ||
    fullNumbers.has(cause.errno ?? 0) ||
    cause.code === 'SQLITE_FULL' ||
    cause.message === 'Queue limit reached.'
  );
}
