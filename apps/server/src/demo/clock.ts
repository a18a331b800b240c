import { systemClock, type Clock } from '../platform/clock';

/** A clock that seeding may set: what happened long ago is written as of then. */
export interface MovableClock extends Clock {
  set(nowMs: number): void;
}

/** The clock of a demo server: the story's while it is told, the system's before and after. */
export class StoryClock implements MovableClock {
  private toldMs: number | null = null;

  nowMs(): number {
    return this.toldMs ?? systemClock.nowMs();
  }

  set(nowMs: number): void {
    this.toldMs = nowMs;
  }

  /** Back to the system's time. */
  letGo(): void {
    this.toldMs = null;
  }
}
