/** How hints reach a worker. Two drivers: in this process, and BullMQ between processes. */
export interface JobDriver {
  readonly kind: 'in-process' | 'bullmq';
  /** Whether hints arrive now. Without them everything is done all the same, by the next sweep. */
  readonly isReached: boolean;
  /** Starts taking hints and handing them to `run`. Only a worker does. */
  start(run: (name: string, payload: unknown) => Promise<void>): Promise<void>;
  /** Tells some worker to run a job soon. May be lost; never throws. */
  hint(name: string, payload: unknown): Promise<void>;
  close(): Promise<void>;
}

export const JOB_DRIVER = Symbol('job driver');
