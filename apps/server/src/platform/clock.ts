/** Where "now" comes from. Tests move it; nothing else in the server asks the system for the time. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** A clock that only moves when told to. */
export class SteppedClock implements Clock {
  constructor(private current: number) {}

  nowMs(): number {
    return this.current;
  }

  pass(ms: number): void {
    this.current += ms;
  }

  set(ms: number): void {
    this.current = ms;
  }
}
