import { Injectable } from '@nestjs/common';
import type { Identity } from '@liuliang/domain';
import { ContentHashes } from '../../platform/content-hash';
import type { Keyed } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { EventsService, type NewEvent } from '../events';
import { CustomersService, FactOwners, identityKey, type BroughtFact } from '../members';
import { OrdersService, type NewCorrection, type NewOrder, type NewRefund } from '../orders';
import { SYSTEM } from '../../platform/actor';
import { CodeBook, type Codes } from './codes';
import { woven, type WrittenOutcome } from './outcomes';
import type { EventInput, OrderInput, RefundInput, SentCodes } from './rows';

/** Rows that were judged sound. */
interface SoundBatch {
  readonly events: readonly EventInput[];
  readonly orders: readonly OrderInput[];
  readonly refunds: readonly RefundInput[];
}

type WrittenBatch = Readonly<Record<keyof SoundBatch, WrittenOutcome[]>>;

/** Rows with their keys in bytes and the hash of everything that their sender said under them; none ahead of now. */
interface HashedBatch {
  readonly events: readonly (Omit<EventInput, 'eventKey'> & Keyed<'eventKey'> & Told)[];
  readonly orders: readonly (Omit<OrderInput, 'orderKey'> & Keyed<'orderKey'> & Told)[];
  readonly refunds: readonly NewRefund[];
}

interface Told {
  /** What the sender said, where that is ahead of now; else 0. */
  readonly toldAtMs: number;
}

/** Rows that nobody has brought before, and orders that are to say something else. */
interface FreshBatch extends HashedBatch {
  readonly corrections: HashedBatch['orders'];
}

/** What rows call things and people by, with what that is. */
interface Named {
  readonly codes: Codes;
  readonly people: ReadonlyMap<string, number>;
}

/** Keys of each kind by which a batch that was here before gives itself away. */
const PROBED = 16;

/**
 * Writes sound rows in one transaction. Rows that are known already are set aside before anything is written, so that
 * a refused row leaves neither a customer nor a store behind. The steps stand in the order of the locks
 * (docs/architecture/locks.md): codes, identities, customers, keys; facts, accounts and levels follow at the end.
 */
@Injectable()
export class BatchWriter {
  constructor(
    private readonly codes: CodeBook,
    private readonly customers: CustomersService,
    private readonly owners: FactOwners,
    private readonly events: EventsService,
    private readonly orders: OrdersService,
    private readonly hashes: ContentHashes,
  ) {}

  async write(tx: Tx, brand: Brand, batch: SoundBatch): Promise<WrittenBatch> {
    const hashed = this.hashed(brand.id, batch, tx.nowMs());
    const named = await this.knownNames(tx, brand, hashed);
    const [events, orders] = named
      ? [hashed.events.map(taken), hashed.orders.map(taken)]
      : await this.judge(tx, brand, hashed);
    const fresh = {
      events: hashed.events.filter((_, i) => events[i] === 'accepted'),
      orders: hashed.orders.filter((_, i) => orders[i] === 'accepted'),
      corrections: hashed.orders.filter((row, i) => orders[i] === 'ORDER_CONFLICT' && row.corrects),
      refunds: hashed.refunds,
    };
    const written = await this.writeFresh(tx, brand, fresh, named);
    const [added, corrected] = [[...written.orders], [...written.corrections]];
    const orderOutcomes = orders.map((outcome, i): WrittenOutcome => {
      const next = outcome === 'accepted' ? added : hashed.orders[i]?.corrects ? corrected : [];
      return outcome === 'duplicate' ? outcome : (next.shift() ?? outcome);
    });
    return {
      events: woven(events.map(unlessNew), written.events),
      orders: orderOutcomes,
      refunds: written.refunds,
    };
  }

  /** What `write` would answer, as far as the keys tell; nothing is written. */
  async foretell(reader: Reader, brand: Brand, batch: SoundBatch, nowMs: number): Promise<WrittenBatch> {
    const hashed = this.hashed(brand.id, batch, nowMs);
    const [events, orders] = await this.judge(reader, brand, hashed);
    return {
      events,
      orders: orders.map((outcome, i) =>
        outcome === 'ORDER_CONFLICT' && hashed.orders[i]?.corrects ? 'accepted' : outcome,
      ),
      refunds: await this.orders.judgeRefunds(reader, brand, hashed.refunds),
    };
  }

  private async judge(
    reader: Reader,
    brand: Brand,
    { events, orders }: HashedBatch,
  ): Promise<[WrittenOutcome[], WrittenOutcome[]]> {
    return [await this.events.judge(reader, brand, events), await this.orders.judge(reader, brand, orders)];
  }

  /**
   * Everybody and everything that a batch names, if all of it is known: then a row that is refused leaves nothing behind,
   * and what is new need not be told apart before it is written. A batch that has been here before, by a look at some of
   * its keys, is told apart all the same, which costs less than to write it once more.
   * @returns null where it must be told apart first
   */
  private async knownNames(tx: Tx, brand: Brand, batch: HashedBatch): Promise<Named | null> {
    const { events, orders } = batch;
    if (events.length + orders.length <= PROBED || orders.some(({ corrects }) => corrects)) return null;
    const [seen, sold] = await this.judge(tx, brand, {
      ...batch,
      events: probe(events),
      orders: probe(orders),
    });
    if ([...seen, ...sold].some((outcome) => outcome !== 'accepted')) return null;
    const rows = [...events, ...orders];
    const codes = await this.codes.known(tx, brand, rows);
    if (!codes) return null;
    const identities = rows.map(({ identity }) => identity);
    const people = await this.customers.findAll(tx, brand, identities);
    return identities.every((identity) => people.has(identityKey(identity))) ? { codes, people } : null;
  }

  private async names(tx: Tx, brand: Brand, { events, orders, corrections }: FreshBatch): Promise<Named> {
    const rows = [...events, ...orders];
    const codes = await this.codes.codesOf(tx, brand, [...rows, ...corrections]);
    const identities = rows.map(({ identity }) => identity);
    return { codes, people: await this.customers.identify(tx, brand, identities, tx.nowMs()) };
  }

  private async writeFresh(tx: Tx, brand: Brand, fresh: FreshBatch, known: Named | null) {
    const { events, orders, corrections, refunds } = fresh;
    if (events.length + orders.length + corrections.length + refunds.length === 0) return NOTHING;
    const { codes, people } = known ?? (await this.names(tx, brand, fresh));
    const meant = await this.meant(tx, brand, corrections);
    const idOf = (identity: Identity): number => people.get(identityKey(identity)) ?? 0;
    const facts = [
      ...events.map(({ identity, occurredAtMs }) => ({ customerId: idOf(identity), atMs: occurredAtMs })),
      ...orders.map(({ identity, paidAtMs }) => ({ customerId: idOf(identity), atMs: paidAtMs })),
      ...(await this.standing(tx, brand, fresh, meant)),
    ];
    const { customers, ownerOf } = await this.owners.lock(tx, brand, facts);
    const buyerOf = (identity: Identity, atMs: number): number => ownerOf(identity, idOf(identity), atMs);
    // Written out field by field, here and below: spreading rows by the thousand keeps the collector busy.
    const newEvents = events.map((row): NewEvent => ({
      eventKey: row.eventKey,
      contentHash: row.contentHash,
      customerId: buyerOf(row.identity, row.occurredAtMs),
      type: row.type,
      occurredAtMs: row.occurredAtMs,
      toldAtMs: row.toldAtMs,
      channel: codes.channel(row.channel),
      storeId: codes.store(row.store),
      item: row.item,
    }));
    const newOrders = orders.map((row): NewOrder => {
      const { orderKey, contentHash, paidAtMs, toldAtMs, amountFen, guide, lines } = row;
      return {
        orderKey,
        contentHash,
        paidAtMs,
        toldAtMs,
        amountFen,
        lines,
        guideId: codes.guide(guide),
        customerId: buyerOf(row.identity, paidAtMs),
        channel: codes.channel(row.channel),
        storeId: codes.store(row.store),
      };
    });
    const toCorrect = corrections.map((row, i): NewCorrection => {
      const { orderKey, contentHash, paidAtMs, toldAtMs, amountFen, guide, lines, by = SYSTEM } = row;
      const outlet = { channel: codes.channel(row.channel), storeId: codes.store(row.store) };
      const when = { paidAtMs, toldAtMs };
      const said = { orderKey, contentHash, ...when, amountFen, lines, guideId: codes.guide(guide), by };
      const known = meant[i] ?? 0;
      return { ...said, ...outlet, customerId: known && ownerOf(row.identity, known, paidAtMs) };
    });
    const recorded = await this.events.record(tx, brand, customers, newEvents);
    const sales = await this.orders.record(tx, brand, {
      orders: newOrders,
      corrections: toCorrect,
      refunds,
      customers,
    });
    return { ...sales, events: recorded, refunds: [...sales.refunds] };
  }

  /** What comes of orders that are here: refunds at their instants, corrections at whatever instant an order had. */
  private async standing(
    tx: Tx,
    brand: Brand,
    { refunds, corrections }: FreshBatch,
    meant: readonly number[],
  ): Promise<BroughtFact[]> {
    const atMs = new Map<string, number>();
    for (const { orderKey, refundedAtMs } of refunds) {
      const key = orderKey.toString('latin1');
      atMs.set(key, Math.min(atMs.get(key) ?? Infinity, refundedAtMs));
    }
    for (const { orderKey } of corrections) atMs.set(orderKey.toString('latin1'), 0);
    const orders = await this.orders.owners(
      tx,
      brand,
      [...refunds, ...corrections].map((row) => row.orderKey),
    );
    return [
      ...orders.map(({ orderKey, customerId }) => ({
        customerId,
        atMs: atMs.get(orderKey.toString('latin1')) ?? 0,
      })),
      ...meant.filter(Boolean).map((customerId) => ({ customerId, atMs: 0 })),
    ];
  }

  /** Whom corrections are said to be of, 0 for people whom nobody knows: a correction makes no customer. */
  private async meant(tx: Tx, brand: Brand, corrections: HashedBatch['orders']): Promise<number[]> {
    if (corrections.length === 0) return [];
    const identities = corrections.map(({ identity }) => identity);
    const known = await this.customers.findAll(tx, brand, identities);
    return identities.map((identity) => known.get(identityKey(identity)) ?? 0);
  }

  /**
   * Codes and not ids go into the hash: it is taken before any code is registered, and of what was sent, so that the same
   * row is known again whenever it comes, also where an operator said that another code is meant.
   * @param nowMs of receipt: nothing happens after it is heard of, so that whoever says so has a clock that runs ahead
   */
  private hashed(brandId: number, batch: SoundBatch, nowMs: number): HashedBatch {
    const toldAhead = (toldMs: number): number => (toldMs > nowMs ? toldMs : 0);
    const hash = (parts: readonly (string | number)[]): Buffer => this.hashes.of(brandId, parts);
    return {
      events: batch.events.map((row) => {
        const { identity, type, occurredAtMs, channel, store, item } = row;
        const told = asSent(row);
        const said = [type, occurredAtMs, told.channel, told.store, item];
        const contentHash = hash(['event', identityKey(identity), ...said]);
        const eventKey = Buffer.from(row.eventKey);
        const when = { occurredAtMs: Math.min(occurredAtMs, nowMs), toldAtMs: toldAhead(occurredAtMs) };
        return { eventKey, contentHash, identity, type, ...when, channel, store, item };
      }),
      orders: batch.orders.map((row) => {
        const { identity, paidAtMs, amountFen, lines } = row;
        const { channel, store, guide } = asSent(row);
        const said = [identityKey(identity), paidAtMs, amountFen, channel, store, guide, ...spelt(lines)];
        const contentHash = hash(['order', ...said]);
        const when = { paidAtMs: Math.min(paidAtMs, nowMs), toldAtMs: toldAhead(paidAtMs) };
        return { ...row, ...when, orderKey: Buffer.from(row.orderKey), contentHash };
      }),
      refunds: batch.refunds.map(({ refundKey, orderKey, refundedAtMs, amountFen, lines, source }) => {
        const contentHash = hash(['refund', orderKey, refundedAtMs, amountFen, ...spelt(lines)]);
        return {
          refundKey: Buffer.from(refundKey),
          contentHash,
          orderKey: Buffer.from(orderKey),
          refundedAtMs: Math.min(refundedAtMs, nowMs),
          toldAtMs: toldAhead(refundedAtMs),
          amountFen,
          lines,
          source: source ?? '',
        };
      }),
    };
  }
}

/** Nothing for rows without lines, so that their hash is the one from before there were lines. */
const spelt = (lines: readonly object[]): string[] => (lines.length === 0 ? [] : [JSON.stringify(lines)]);

const asSent = <R extends { readonly sent?: SentCodes | undefined }>(row: R): R =>
  row.sent ? { ...row, ...row.sent } : row;

const taken = (): WrittenOutcome => 'accepted';

/** Some of a list, evenly spread. */
function probe<T>(all: readonly T[]): T[] {
  const step = Math.ceil(all.length / PROBED);
  return step <= 1 ? [...all] : all.filter((_, i) => i % step === 0);
}

const NOTHING = { events: [], orders: [], corrections: [], refunds: [] };

const unlessNew = (outcome: WrittenOutcome): WrittenOutcome | null =>
  outcome === 'accepted' ? null : outcome;
