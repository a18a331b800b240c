import type { OutboxEventName, OutboxPayload } from '@liuliang/contract';
import type { Tx } from '../db/statements';

/** That an area acts upon an event of another. Its name is kept with every event it has handled: never rename it. */
export interface Consumer<N extends OutboxEventName> {
  readonly name: string;
  readonly topic: N;
}

export const consumer = <const N extends OutboxEventName>(value: Consumer<N>): Consumer<N> => value;

/** What it does, in one transaction with its inbox row: exactly once in effect. */
export type Handle<N extends OutboxEventName> = (tx: Tx, payload: OutboxPayload<N>) => Promise<void>;
