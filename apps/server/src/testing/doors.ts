import type { Asset } from '@liuliang/domain';
import { Adjustments } from '../modules/adjustments';
import type { Brand } from '../modules/brands';
import { IngestService, type BatchOutcomes, type RawBatch } from '../modules/imports';
import { consentTexts, MemberImport } from '../modules/members';
import type { OperatorPrincipal } from '../platform/http';
import { PublicIds } from '../platform/ids';

/**
 * The doors by which stories get their people, orders and points: those of the product, so that whatever it would do
 * beside (levels, gifts, facts, the audit log) is done here too. What no door can cause is planted by `ledger-faults`.
 */
export interface Services {
  get<T>(token: { readonly prototype: T }): T;
}

export const allConsents = () =>
  consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: true }));

const NOTHING: RawBatch = { events: [], orders: [], refunds: [] };

/** Brings rows in: outcomes as `accepted`, `duplicate` or the code of the refusal. */
export async function bringRows(
  services: Services,
  brand: Brand,
  batch: Partial<RawBatch>,
): Promise<Record<keyof RawBatch, string[]>> {
  return wordsOf(await services.get(IngestService).ingest(brand, { ...NOTHING, ...batch }));
}

export function wordsOf(outcomes: BatchOutcomes): Record<keyof RawBatch, string[]> {
  const words = (rows: BatchOutcomes['events']): string[] =>
    rows.map((row) => (row.outcome === 'rejected' ? row.code : row.outcome));
  return { events: words(outcomes.events), orders: words(outcomes.orders), refunds: words(outcomes.refunds) };
}

/** As `bringRows` where the story needs every row. */
export async function mustBring(services: Services, brand: Brand, batch: Partial<RawBatch>): Promise<void> {
  const words = Object.values(await bringRows(services, brand, batch)).flat();
  if (words.some((word) => word !== 'accepted')) throw new Error(`The story's rows: ${words.join(', ')}`);
}

/** Somebody whom the brand knew before, by one card or number; a member from `joinedAtMs` on, unless that is null. */
export async function bringPerson(
  services: Services,
  brand: Brand,
  identity: { readonly kind: 'pos_card' | 'mobile'; readonly value: string },
  joinedAtMs: number | null,
  nickname = '',
): Promise<number> {
  const membership = {
    nickname,
    verifiedMobile: identity.kind === 'mobile' ? identity.value : null,
    homeStoreId: 0,
    consents: allConsents(),
    channel: 'pos',
  };
  const person = {
    identities: [identity],
    firstSeenAtMs: joinedAtMs ?? 0,
    membership: joinedAtMs === null ? null : { ...membership, joinedAtMs },
  };
  const [id] = await services.get(MemberImport).run(brand, [person]);
  return id as number;
}

/** An operator who may do all that stories ask of one. */
export const operatorOf = (brandId: number, operatorId: number): OperatorPrincipal => ({
  kind: 'operator',
  brandId,
  sessionId: operatorId,
  operatorId,
  permissions: new Set(['gifts.write', 'adjustments.request', 'adjustments.approve']),
  storeScope: null,
});

/** Whose balance is adjusted. */
export interface Adjusted {
  readonly brandId: number;
  readonly kind: 'member' | 'guide';
  readonly id: number;
  readonly asset: Asset;
}

const [ASKS, APPROVES] = [901, 902];
let adjustments = 0;

/** Gives points in one lot, or with a minus takes them: one person asks, and above the limit another approves. */
export async function adjust(
  services: Services,
  { brandId, kind, id, asset }: Adjusted,
  points: number,
  expiresAtMs: number | null = null,
): Promise<void> {
  const door = services.get(Adjustments);
  const asked = await door.request(operatorOf(brandId, ASKS), {
    key: `story:${(adjustments += 1)}`,
    ownerId: services.get(PublicIds).encode(kind === 'guide' ? 'gde' : 'cus', id),
    ...{ asset, points, expiresAtMs, reason: 'story' },
  });
  if (!asked.ok) throw new Error(`The story's points were refused: ${asked.error.code}`);
  if (asked.value.state === 'posted') return;
  const approved = await door.approve(operatorOf(brandId, APPROVES), asked.value.id, '');
  if (!approved.ok) throw new Error(`The story's points were not approved: ${approved.error.code}`);
}
