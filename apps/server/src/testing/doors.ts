import type { Asset, EarningRules } from '@liuliang/domain';
import { Adjustments } from '../modules/adjustments';
import type { Brand } from '../modules/brands';
import { WorkspaceService } from '../modules/guides/workspace.service';
import { IngestService, type BatchOutcomes, type RawBatch } from '../modules/imports';
import { EarningVersions } from '../modules/earning';
import { consentTexts, MemberCodesService, MemberImport, MembershipService } from '../modules/members';
import { OrderPoints } from '../modules/order-points/service';
import { OrderPointsReturns } from '../modules/order-points/returns.service';
import type { CustomerPrincipal, OperatorPrincipal } from '../platform/http';
import type { SteppedClock } from '../platform/clock';
import { PublicIds } from '../platform/ids';

/**
 * The doors by which stories get their people, orders and points: those of the product, so that whatever it would do
 * beside (levels, gifts, facts, the audit log) is done here too. What no door can cause is planted by `ledger-faults`.
 */
export interface Services {
  get<T>(token: { readonly prototype: T }): T;
}

/** Whoever changes rules in stories. */
export const AUTHOR = 77;

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

/** An order each of as many people as are asked for, known by their numbers, each order larger than the one before. */
export const ordersOf = (name: string, count: number, mobile: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => ({
    order_id: `${name}-${n}`,
    identity_kind: 'mobile',
    identity: mobile(n),
    paid_at: '2026-11-10T12:00:00+08:00',
    amount_fen: String(1_000 + n),
    channel: 'pos',
    store: '',
    guide: '',
  }));

/** A number that its owner proved to the brand, unless it says so. */
interface KnownBy {
  readonly kind: 'pos_card' | 'mobile';
  readonly value: string;
  readonly isProven?: boolean;
}

/** Somebody whom the brand knew before, by one card or number; a member from `joinedAtMs` on, unless that is null. */
export async function bringPerson(
  services: Services,
  brand: Brand,
  { kind, value, isProven = true }: KnownBy,
  joinedAtMs: number | null,
  nickname = '',
): Promise<number> {
  const membership = {
    nickname,
    verifiedMobile: kind === 'mobile' && isProven ? value : null,
    homeStoreId: 0,
    consents: allConsents(),
    channel: 'pos',
  };
  const person = {
    identities: [{ kind, value }],
    firstSeenAtMs: joinedAtMs ?? 0,
    membership: joinedAtMs === null ? null : { ...membership, joinedAtMs },
  };
  const [id] = await services.get(MemberImport).run(brand, [person]);
  return id as number;
}

/** A member who is signed in and was never merged. */
export const customerOf = (brandId: number, customerId: number): CustomerPrincipal => ({
  kind: 'customer',
  brandId,
  sessionId: 1,
  person: { customerId, family: [customerId] },
  isMember: true,
  guide: null,
});

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

/** Whoever holds the phone of the guide. */
const SCANNER = 1;
const [ASKS, APPROVES] = [901, 902];
let adjustments = 0;

/** A guest whom the brand knows joins now. */
export async function join(services: Services, brand: Brand, customerId: number): Promise<void> {
  const asked = { consents: allConsents(), verifiedMobile: null, nickname: undefined, channel: 'pos' };
  const joined = await services.get(MembershipService).join(brand, customerId, asked);
  if (!joined.ok) throw new Error(joined.error.code);
}

/** Rules of earning for orders from now on. @returns the number of their version */
export async function publishRules(
  services: Services & { readonly clock: SteppedClock },
  brand: Brand,
  rules: EarningRules,
  startsAtMs: number | null = null,
): Promise<number> {
  const service = services.get(EarningVersions).document;
  const author = { brandId: brand.id, operatorId: AUTHOR };
  const draft = await service.saveDraft(author, { content: rules, note: '', seenChangedAtMs: 0 });
  if (!draft.ok) throw new Error(draft.error.code);
  const published = await service.publishing.publish(author, draft.value.changedAtMs, startsAtMs);
  if (!published.ok) throw new Error(JSON.stringify(published.error));
  services.clock.pass(1);
  return published.value.version;
}

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

/** The till of a shop: holds, captures and releases points for an order. */
export const tillOf = (services: Services): OrderPoints => services.get(OrderPoints);

/** The same till, where an order that points paid for is refunded. */
export const returnsOf = (services: Services): OrderPointsReturns => services.get(OrderPointsReturns);

/** A guide scans the code on a member's screen. */
export async function scan(
  services: Services,
  brandId: number,
  guideId: number,
  customerId: number,
): Promise<void> {
  const { code } = await services
    .get(MemberCodesService)
    .issue(brandId, customerOf(brandId, customerId).person);
  const guide = { ...customerOf(brandId, SCANNER), guide: { guideId, storeId: 0 } };
  const scanned = await services.get(WorkspaceService).scan(guide, code);
  if (!scanned.ok) throw new Error(scanned.error.code);
}
