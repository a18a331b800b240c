import { hash } from 'node:crypto';
import type { TransactionRow } from './entities';

/** What a chain starts from, before its first transaction. */
export const CHAIN_START = Buffer.alloc(32);

/** What the chain covers beside the posting itself: everything else that is stored of it. */
export type ChainedRow = Pick<
  TransactionRow,
  'id' | 'brandId' | 'occurredAtMs' | 'postedAtMs' | 'explanation' | 'writer' | 'writerSequence'
>;

/** What an idempotency key stands for: SHA-256 of the canonical posting (INV-4). */
export function requestHashOf(canonical: string): Buffer {
  return sha256(canonical);
}

/**
 * The next link of a writer's history: SHA-256(previous ‖ canonical posting ‖ id and the rest of the row), the previous
 * hash in hex. Changing or taking out any transaction breaks every link behind it (INV-6).
 */
export function chainHashOf(previous: Buffer, canonical: string, row: ChainedRow): Buffer {
  const { id, brandId, occurredAtMs, postedAtMs, writer, writerSequence } = row;
  const rest = [id, brandId, occurredAtMs, postedAtMs, writer, writerSequence].join(' ');
  return sha256([previous.toString('hex'), canonical, rest, row.explanation].join('\n'));
}

/** By way of hex: a digest asked for as a buffer has memory of its own, which costs more than the hashing. */
export const sha256 = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'), 'hex');
