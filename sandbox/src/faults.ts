import { ControlError } from './control-error';
import type { SignatureFault } from './pay-signature';

/** What the next calls of one path shall suffer. At least one of errcode, status, delayMs, isDropped and signature. */
export interface Fault {
  path: string;
  /** Answer HTTP 200 with this errcode. */
  errcode?: number;
  /** Answer this HTTP status with a body that is no JSON, as a gateway would. */
  status?: number;
  /** Wait this long first, at most a minute. Alone, the call then goes on as usual. */
  delayMs?: number;
  /** Cut the connection without an answer. */
  isDropped?: boolean;
  /** Spoil the signature of the answer; WeChat Pay's paths alone. */
  signature?: SignatureFault;
  /** How many calls it strikes; 1 when left out. */
  times?: number;
  /** True does the work first (a code is spent) and loses only the answer. */
  appliesEffect?: boolean;
}

const DELAY_MAX_MS = 60_000;
const TIMES_MAX = 1_000_000;

/** Faults waiting to strike, in the order they were ordered, per path. */
export class Faults {
  private waiting: (Fault & { left: number })[] = [];

  constructor(private readonly paths: ReadonlySet<string>) {}

  add(fault: Fault): void {
    if (!this.paths.has(fault.path)) throw new ControlError('FAULT_PATH_UNKNOWN', 400);
    const times = fault.times ?? 1;
    const isWhole = (value: number | undefined, min: number, max: number) =>
      value === undefined || (Number.isInteger(value) && value >= min && value <= max);
    const isValid =
      isWhole(times, 1, TIMES_MAX) &&
      isWhole(fault.errcode, -1, 99_999_999) &&
      isWhole(fault.status, 200, 599) &&
      isWhole(fault.delayMs, 0, DELAY_MAX_MS) &&
      (fault.errcode ?? fault.status ?? fault.delayMs ?? fault.isDropped ?? fault.signature) !== undefined;
    if (!isValid) throw new ControlError('FAULT_INVALID', 400);
    this.waiting.push({ ...fault, left: times });
  }

  clear(): void {
    this.waiting = [];
  }

  /** The fault that strikes this call, used up by one; null when the call is spared. */
  take(path: string): Fault | null {
    const fault = this.waiting.find((candidate) => candidate.path === path);
    if (!fault) return null;
    fault.left -= 1;
    if (fault.left === 0) this.waiting = this.waiting.filter((candidate) => candidate !== fault);
    return fault;
  }
}

/** True when the fault replaces the answer; a bare delay does not. */
export function isFinal(fault: Fault | null): fault is Fault {
  return (
    fault !== null && (fault.errcode !== undefined || fault.status !== undefined || fault.isDropped === true)
  );
}
