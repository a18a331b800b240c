import { Injectable } from '@nestjs/common';
import { planMerge, type Identity, type IdentityKind, type MergeCandidate } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { Effects } from '../../platform/effects';
import { Outbox } from '../../platform/outbox';
import type { Brand } from '../brands';
import { CustomersService } from './customers.service';
import { customers, identities, merges, mergeStates, type CustomerRow, type IdentityRow } from './entities';
import { endOf, Kinsfolk } from './kinsfolk';
import { customersMerged, customersUnmerged } from './marks';
import { NameIndex } from './name-index';
import { customerField, PersonalFields } from './personal-fields';

/** The identity that both customers were seen with, presented by the first of the two. */
export type MergeProof = Identity & { readonly isVerified: boolean };

export type MergeOutcome =
  | {
      readonly outcome: 'merged';
      readonly keptId: number;
      readonly aliasId: number;
      readonly mergeId: number;
    }
  /** Two members with two verified mobiles: a person decides. */
  | { readonly outcome: 'review'; readonly mergeId: number }
  | { readonly outcome: 'none'; readonly reason: 'same-customer' | 'weak-proof' };

const PAST = ['id', 'keptId', 'aliasId', 'state', 'atMs', 'undoneAtMs', 'moved'] as const;
const PERSON = ['id', 'aliasOf', 'joinedAtMs', 'erasedAtMs'] as const;
/** A merge that was carried out, whether it still stands or not. */
export type PastMerge = Pick<RowOf<typeof merges>, (typeof PAST)[number]>;

export type UnmergeOutcome = 'undone' | 'unknown' | 'not-done' | 'later-merge-first';

/** What a merge changed and an unmerge puts back; identifiers by blind index only. */
interface Moved {
  readonly identities: readonly { readonly kind: IdentityKind; readonly index: string }[];
  /** Earlier aliases of the alias, re-pointed so that they resolve in one step. */
  readonly aliases: readonly number[];
  /** What the kept customer had none of and took over. */
  readonly carried: readonly ('nickname' | 'mobile' | 'homeStore')[];
  readonly keptJoinedAtMs: number;
}

/**
 * Two customers who are one person (HANDBOOK 2). The older is kept, the other stays as an alias that resolves in one
 * step: its orders and events keep its id, and balances move by a posting. Everything is in the record of the merge,
 * so that it can be undone.
 */
@Injectable()
export class MergesService {
  constructor(
    private readonly customers: CustomersService,
    private readonly fields: PersonalFields,
    private readonly names: NameIndex,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Merges the customer who presents `proof` with the one whom it led to, if the rules allow (`planMerge`).
   * A merge also takes the proof as verified.
   */
  async merge(
    tx: Tx,
    brand: Brand,
    presenterId: number,
    ownerId: number,
    proof: MergeProof,
  ): Promise<MergeOutcome> {
    const locked = await this.customers.lock(tx, brand, [presenterId, ownerId]);
    const [presenter, owner] = [locked.person(presenterId).customerId, locked.person(ownerId).customerId];
    const candidates = await this.candidates(tx, brand.id, presenter, owner, proof);
    const plan = planMerge(candidates.presenter, candidates.owner, proof);
    if (plan.action === 'none') return { outcome: 'none', reason: plan.reason };
    const index = this.fields.indexOf(brand.id, proof);
    if (plan.action === 'review') {
      return {
        outcome: 'review',
        mergeId: await this.askForReview(tx, brand.id, presenter, owner, proof.kind),
      };
    }
    const { survivorId: keptId, aliasId } = plan;
    const mergeId = await this.carryOut(tx, brand, keptId, aliasId, proof.kind);
    await identities.set(tx, brand.id, { kind: proof.kind, valueIndex: index }, { verified: true });
    return { outcome: 'merged', keptId, aliasId, mergeId };
  }

  /**
   * Merges two customers by the word of an operator, which counts like the strongest proof; here two members with two
   * verified numbers may be one. Whoever was erased is merged with nobody.
   */
  async mergeByWord(
    tx: Tx,
    brand: Brand,
    oneId: number,
    otherId: number,
  ): Promise<Extract<MergeOutcome, { outcome: 'merged' }> | { readonly outcome: 'same' | 'erased' }> {
    const locked = await this.customers.lock(tx, brand, [oneId, otherId]);
    const [aId, bId] = [locked.person(oneId).customerId, locked.person(otherId).customerId];
    if (aId === bId) return { outcome: 'same' };
    const { kept, alias } = await this.coresOf(tx, brand.id, aId, bId);
    if (kept.erasedAtMs > 0 || alias.erasedAtMs > 0) return { outcome: 'erased' };
    const word = { kind: 'mobile', isVerified: true } as const;
    const plan = planMerge(candidateOf(kept, null), candidateOf(alias, null), word);
    if (plan.action !== 'merge') return { outcome: 'same' };
    const { survivorId: keptId, aliasId } = plan;
    const mergeId = await this.carryOut(tx, brand, keptId, aliasId, 'operator');
    return { outcome: 'merged', keptId, aliasId, mergeId };
  }

  /**
   * Takes a merge back: identities, aliases and profile as they were, and points by what each side's own facts say. What
   * happened in between by the alias's identities stays with the kept customer, whenever it comes (`FactOwners`).
   */
  async unmerge(tx: Tx, brand: Brand, mergeId: number): Promise<UnmergeOutcome> {
    const merge = await merges.one(tx, brand.id, { id: mergeId });
    if (!merge) return 'unknown';
    const { keptId, aliasId } = merge;
    const { keptOf } = await this.customers.lock(tx, brand, [keptId, aliasId]);
    if (keptOf.get(keptId) !== keptId) return 'later-merge-first';
    const undone = await mergeStates.move(tx, { brandId: brand.id, id: mergeId }, 'undo', {
      undoneAtMs: tx.nowMs(),
    });
    if (undone.kind !== 'moved') return 'not-done';
    const moved = JSON.parse(merge.moved) as Moved;
    for (const { kind, index } of moved.identities) {
      // Where it is no longer where the merge put it, it stays.
      const there = { kind, valueIndex: Buffer.from(index, 'hex'), customerId: keptId };
      await identities.set(tx, brand.id, there, { customerId: aliasId });
    }
    await customers.set(tx, brand.id, { id: aliasId }, { aliasOf: 0 });
    await customers.set(tx, brand.id, { id: moved.aliases }, { aliasOf: aliasId });
    await noteMerge(tx, brand.id, keptId, aliasId);
    await this.giveBackProfile(tx, brand.id, keptId, moved);
    const parted = { keptId, aliasId, mergeId };
    this.effects.mark(tx, brand.id, customersUnmerged, [parted]);
    await this.outbox.add(tx, brand.id, 'members.unmerged.v1', { brandId: brand.id, ...parted });
    return 'undone';
  }

  /**
   * Takes out of the records of merges what would find a person again: the keyed indexes of their identities. Asked
   * before the identities themselves are removed. Whoever else was ever merged with them keeps theirs.
   */
  async forget(tx: Tx, brandId: number, family: readonly number[]): Promise<void> {
    const own = new Set<string>();
    for (const { kind, valueIndex } of await identities.select(tx, brandId, { customerId: family }))
      own.add(identitySlot(kind, valueIndex.toString('hex')));
    for (const { id, aliasId, state, moved } of await this.everOf(tx, brandId, family)) {
      const record = JSON.parse(moved) as Moved;
      const isTheirs = state === 'done' && family.includes(aliasId);
      const kept = record.identities.filter(
        ({ kind, index }) => !isTheirs && !own.has(identitySlot(kind, index)),
      );
      if (kept.length === record.identities.length) continue;
      await merges.set(tx, brandId, { id }, { moved: JSON.stringify({ ...record, identities: kept }) });
    }
  }

  /** All merges between these customers and whoever they were ever merged with, undone ones too, oldest first. */
  async everOf(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<PastMerge[]> {
    const found = new Map<number, PastMerge>();
    const seen = new Set<number>();
    let asked = [...new Set(customerIds)];
    while (asked.length > 0) {
      for (const id of asked) seen.add(id);
      const rows = [
        ...(await merges.select(reader, brandId, { keptId: asked }, { columns: PAST })),
        ...(await merges.select(reader, brandId, { aliasId: asked }, { columns: PAST })),
      ].filter(({ state }) => state !== 'review');
      for (const row of rows) found.set(row.id, row);
      asked = [...new Set(rows.flatMap(({ keptId, aliasId }) => [keptId, aliasId]))].filter(
        (id) => !seen.has(id),
      );
    }
    return [...found.values()].sort((a, b) => a.atMs - b.atMs || a.id - b.id);
  }

  /** The merges into a customer that stand, the latest first. */
  standingInto(reader: Reader, brandId: number, keptId: number): Promise<PastMerge[]> {
    return merges.select(
      reader,
      brandId,
      { keptId, state: 'done' },
      { columns: PAST, order: 'at_ms DESC, id DESC' },
    );
  }

  /** The merges of these aliases that stand: into whom each was merged, at one step. */
  standingOf(reader: Reader, brandId: number, aliasIds: readonly number[]): Promise<PastMerge[]> {
    return merges.select(
      reader,
      brandId,
      { aliasId: aliasIds, state: 'done' },
      { columns: PAST, order: 'id' },
    );
  }

  /** Customers with everybody whom they were ever merged with, for what happened before their last merge. */
  async kinsfolk(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<Kinsfolk> {
    const past = await this.everOf(reader, brandId, customerIds);
    const ids = [...new Set([...customerIds, ...past.flatMap(({ keptId, aliasId }) => [keptId, aliasId])])];
    const rows = await customers.select(reader, brandId, { id: ids }, { columns: PERSON, order: 'id' });
    return new Kinsfolk(
      past.map((row) => {
        const { identities: moved, keptJoinedAtMs } = JSON.parse(row.moved) as Moved;
        const slots = new Set(moved.map(({ kind, index }) => identitySlot(kind, index)));
        const { id, keptId, aliasId, atMs } = row;
        return { id, keptId, aliasId, atMs, undoneAtMs: endOf(row), identities: slots, keptJoinedAtMs };
      }),
      rows.map(({ id, aliasOf, joinedAtMs, erasedAtMs }) => ({
        id,
        aliasOf,
        joinedAtMs: erasedAtMs === 0 ? joinedAtMs : 0,
      })),
    );
  }

  private async carryOut(
    tx: Tx,
    brand: Brand,
    keptId: number,
    aliasId: number,
    reason: string,
  ): Promise<number> {
    const [mergeId, atMs] = [tx.nextId(), tx.nowMs()];
    const known = await identitiesOf(tx, brand.id, aliasId);
    const earlier = { columns: ['id' as const], order: 'id' };
    const aliases = (await customers.select(tx, brand.id, { aliasOf: aliasId }, earlier)).map(({ id }) => id);
    const profile = await this.carryProfile(tx, brand.id, keptId, aliasId);
    await identities.set(tx, brand.id, { customerId: aliasId }, { customerId: keptId });
    await customers.set(tx, brand.id, { id: [aliasId, ...aliases] }, { aliasOf: keptId });
    await noteMerge(tx, brand.id, keptId, aliasId);
    const moved: Moved = {
      identities: known.map((one) => ({ kind: one.kind, index: one.valueIndex.toString('hex') })),
      aliases,
      ...profile,
    };
    const done = { id: mergeId, brandId: brand.id, keptId, aliasId, reason, atMs, state: 'done' } as const;
    await merges.insert(tx, [{ ...done, moved: JSON.stringify(moved) }]);
    const merged = { keptId, aliasId, mergeId };
    this.effects.mark(tx, brand.id, customersMerged, [merged]);
    await this.outbox.add(tx, brand.id, 'members.merged.v1', { brandId: brand.id, ...merged });
    return mergeId;
  }

  /** The kept customer takes over what it has none of; sealed values are sealed anew, because they are bound to a row. */
  private async carryProfile(
    tx: Tx,
    brandId: number,
    keptId: number,
    aliasId: number,
  ): Promise<Pick<Moved, 'carried' | 'keptJoinedAtMs'>> {
    const { kept, alias } = await this.coresOf(tx, brandId, keptId, aliasId);
    const carried: Moved['carried'][number][] = [];
    const next = { ...kept, joinedAtMs: earliestJoin(kept.joinedAtMs, alias.joinedAtMs) };
    if (kept.homeStoreId === 0 && alias.homeStoreId !== 0) {
      next.homeStoreId = alias.homeStoreId;
      carried.push('homeStore');
    }
    for (const column of ['nickname', 'mobile'] as const) {
      if (kept[column].length > 0 || alias[column].length === 0) continue;
      const text = this.fields.open(brandId, customerField(column, aliasId), alias[column]);
      next[column] = this.fields.seal(brandId, customerField(column, keptId), text);
      carried.push(column);
    }
    await keepCore(tx, next);
    if (carried.includes('nickname')) {
      const name = this.fields.open(brandId, customerField('nickname', keptId), next.nickname);
      await this.names.keep(tx, brandId, keptId, name);
    }
    return { carried, keptJoinedAtMs: kept.joinedAtMs };
  }

  private async giveBackProfile(tx: Tx, brandId: number, keptId: number, moved: Moved): Promise<void> {
    const kept = await customers.one(tx, brandId, { id: keptId }, { lock: 'update' });
    if (!kept) throw new Error('CUSTOMERS-3: a kept customer is missing');
    await keepCore(tx, {
      ...kept,
      joinedAtMs: moved.keptJoinedAtMs,
      homeStoreId: moved.carried.includes('homeStore') ? 0 : kept.homeStoreId,
      nickname: moved.carried.includes('nickname') ? Buffer.alloc(0) : kept.nickname,
      mobile: moved.carried.includes('mobile') ? Buffer.alloc(0) : kept.mobile,
    });
    if (moved.carried.includes('nickname')) await this.names.keep(tx, brandId, keptId, '');
  }

  private async askForReview(
    tx: Tx,
    brandId: number,
    aId: number,
    bId: number,
    reason: string,
  ): Promise<number> {
    const [keptId, aliasId] = aId < bId ? [aId, bId] : [bId, aId];
    const open = await merges.one(tx, brandId, { keptId, aliasId, state: 'review' });
    if (open) return open.id;
    const asked = { id: tx.nextId(), brandId, keptId, aliasId, reason, atMs: tx.nowMs() };
    await merges.insert(tx, [{ ...asked, moved: '{}', state: 'review' }]);
    return asked.id;
  }

  private async candidates(
    tx: Tx,
    brandId: number,
    presenterId: number,
    ownerId: number,
    proof: MergeProof,
  ): Promise<{ presenter: MergeCandidate; owner: MergeCandidate }> {
    const { kept: presenter, alias: owner } = await this.coresOf(tx, brandId, presenterId, ownerId);
    const proven = verifiedMobiles(await identitiesOf(tx, brandId, presenterId));
    const known = verifiedMobiles(await identitiesOf(tx, brandId, ownerId));
    // A number just proven is the presenter's own number when it has no other.
    if (proven.length === 0 && proof.kind === 'mobile' && proof.isVerified) {
      proven.push(this.fields.indexOf(brandId, proof).toString('hex'));
    }
    const common = proven.find((mobile) => known.includes(mobile));
    return {
      presenter: candidateOf(presenter, common ?? proven[0] ?? null),
      owner: candidateOf(owner, common ?? known[0] ?? null),
    };
  }

  private async coresOf(
    tx: Tx,
    brandId: number,
    keptId: number,
    aliasId: number,
  ): Promise<{ kept: CustomerRow; alias: CustomerRow }> {
    const both = { id: [keptId, aliasId] };
    const cores = await customers.select(tx, brandId, both, { order: 'id', lock: 'update' });
    const [kept, alias] = [keptId, aliasId].map((id) => cores.find((core) => core.id === id));
    if (!kept || !alias) throw new Error('Only customers of one brand can be merged');
    return { kept, alias };
  }
}

const identitiesOf = (tx: Tx, brandId: number, customerId: number): Promise<IdentityRow[]> =>
  identities.select(tx, brandId, { customerId }, { order: 'kind, value_index' });

/** An identity as the record of merges names it: by its blind index. */
export const identitySlot = (kind: IdentityKind, index: string): string => `${kind}:${index}`;

/** From here on whatever is older asks the record of merges whose it is. */
async function noteMerge(tx: Tx, brandId: number, keptId: number, aliasId: number): Promise<void> {
  await customers.set(tx, brandId, { id: [keptId, aliasId] }, { mergedAtMs: tx.nowMs() });
}

async function keepCore(tx: Tx, core: CustomerRow): Promise<void> {
  const { id, brandId, joinedAtMs, homeStoreId, nickname, mobile } = core;
  await customers.set(tx, brandId, { id }, { joinedAtMs, homeStoreId, nickname, mobile });
}

const verifiedMobiles = (known: readonly IdentityRow[]): string[] =>
  known.filter((one) => one.kind === 'mobile' && one.verified).map((one) => one.valueIndex.toString('hex'));

const candidateOf = (core: CustomerRow, verifiedMobile: string | null): MergeCandidate => ({
  customerId: core.id,
  createdAtMs: core.createdAtMs,
  joinedAtMs: core.joinedAtMs || null,
  verifiedMobile,
});

/** 0: never joined. */
const earliestJoin = (aMs: number, bMs: number): number =>
  aMs === 0 || bMs === 0 ? Math.max(aMs, bMs) : Math.min(aMs, bMs);
