/**
 * Thrown by a transaction that found, after it had written, that another one changed what it had looked at. Carries
 * the number of "record has changed since last read", so that `run` treats it like the database's own conflict.
 */
export class RunAgain extends Error {
  readonly errno = 1020;
}
