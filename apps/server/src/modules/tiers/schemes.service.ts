import { Inject, Injectable } from '@nestjs/common';
import {
  checkTierScheme,
  fail,
  ok,
  type Result,
  type SchemeFault,
  type TierRules,
  type TierScheme,
  type TierSchemeVersion,
} from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';
import { CLOCK } from '../../platform/tokens';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { defaultScheme } from './default-scheme';
import { SchemesQueries, type SchemeRow } from './schemes.queries';

/** One version as it is kept. */
export interface SchemeView {
  readonly version: number;
  readonly state: 'draft' | 'published';
  readonly isInForce: boolean;
  /** Null for a draft. */
  readonly startsAtMs: number | null;
  readonly note: string;
  readonly scheme: TierScheme;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly publishedAtMs: number | null;
}

/** Who is at it. */
export interface SchemeEditor {
  readonly brandId: number;
  readonly operatorId: number;
}

type Unknown = { readonly code: 'TIER_SCHEME_UNKNOWN' };

const defaultVersion: TierSchemeVersion = { version: 1, startsAtMs: 0, scheme: defaultScheme };

/**
 * Tier schemes with versions. TIERS-3: a published version never changes, because members' histories are judged by it;
 * TIERS-4: a brand has at most one draft, and a start is never in the past.
 */
@Injectable()
export class SchemesService {
  /** By row id: what is published stays as it is. */
  private readonly known = new Map<number, TierSchemeVersion>();

  constructor(
    private readonly db: Database,
    private readonly queries: SchemesQueries,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
    private readonly ids: IdSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The rules by which a brand's members are judged, those to come included. */
  async rulesOf(reader: Reader, brandId: number): Promise<TierRules> {
    const { timeZone: zone } = await this.brands.byId(reader, brandId);
    const versions: TierSchemeVersion[] = [];
    for (const { id } of await this.queries.published(reader, brandId)) {
      versions.push(this.known.get(id) ?? (await this.learn(reader, id)));
    }
    const hasOwnFirst = versions.some(({ version }) => version === 1);
    return { zone, versions: hasOwnFirst ? versions : [defaultVersion, ...versions] };
  }

  /** Newest first. */
  async list(brandId: number): Promise<SchemeView[]> {
    return this.db.read(async (reader) => {
      const rows = await this.queries.all(reader, brandId);
      const inForce = schemeAt(await this.rulesOf(reader, brandId), this.clock.nowMs()).version;
      const views = rows.map((row) => toView(row, inForce));
      return views.some(({ version }) => version === 1) ? views : [...views, defaultView(inForce)];
    });
  }

  async byVersion(brandId: number, version: number): Promise<Result<SchemeView, Unknown>> {
    const found = (await this.list(brandId)).find((view) => view.version === version);
    return found ? ok(found) : fail({ code: 'TIER_SCHEME_UNKNOWN' });
  }

  async draftOf(reader: Reader, brandId: number): Promise<TierSchemeVersion | null> {
    const row = await this.queries.draft(reader, brandId);
    return row && { version: row.version, startsAtMs: 0, scheme: schemeOf(row) };
  }

  /** Saves the draft, making it when there is none: the version after the newest. */
  async saveDraft(
    who: SchemeEditor,
    value: unknown,
    note: string,
  ): Promise<Result<SchemeView, { code: 'TIER_SCHEME_INVALID'; faults: readonly SchemeFault[] }>> {
    const checked = checkTierScheme(value);
    if (!checked.ok) return checked;
    const nowMs = this.clock.nowMs();
    const text = JSON.stringify(checked.value);
    const version = await this.db.run('tiers.saveDraft', async (tx) => {
      const draft = await this.queries.lockDraft(tx, who.brandId);
      if (draft) {
        await this.queries.saveDraft(tx, draft.id, text, note, nowMs);
        return draft.version;
      }
      const [newest] = await this.queries.all(tx, who.brandId);
      const row = this.newRow(Math.max(newest?.version ?? 1, 1) + 1, text, note, who.operatorId);
      if (!(await this.queries.insert(tx, who.brandId, row)))
        throw new Error('Two drafts were begun at once');
      return row.version;
    });
    return this.mustSee(who.brandId, version);
  }

  async discardDraft(who: SchemeEditor): Promise<Result<{ discarded: true }, Unknown>> {
    const isGone = await this.db.run('tiers.discardDraft', (tx) =>
      this.queries.discardDraft(tx, who.brandId),
    );
    return isGone ? ok({ discarded: true as const }) : fail({ code: 'TIER_SCHEME_UNKNOWN' });
  }

  /**
   * Publishes the draft as its editor last saw it. Order of checks: there is one, it is unchanged, its start is to come.
   * @param startsAtMs now, when absent
   */
  async publish(
    who: SchemeEditor,
    seen: {
      readonly version: number;
      readonly changedAtMs: number;
      readonly startsAtMs?: number | undefined;
    },
  ): Promise<Result<SchemeView, Unknown | { readonly code: 'TIER_DRAFT_CHANGED' | 'TIER_START_PAST' }>> {
    const published = await this.db.run('tiers.publish', async (tx) => {
      const draft = await this.queries.lockDraft(tx, who.brandId);
      if (!draft || draft.version !== seen.version) return fail({ code: 'TIER_SCHEME_UNKNOWN' });
      if (draft.changedAtMs !== seen.changedAtMs) return fail({ code: 'TIER_DRAFT_CHANGED' });
      const nowMs = this.clock.nowMs();
      const startsAtMs = seen.startsAtMs ?? nowMs;
      if (startsAtMs < nowMs) return fail({ code: 'TIER_START_PAST' });
      await this.queries.publish(tx, draft.id, startsAtMs, who.operatorId, nowMs);
      await this.note(tx, who, 'tiers.published', { version: draft.version, startsAtMs });
      return ok(draft.version);
    });
    return published.ok ? this.mustSee(who.brandId, published.value) : published;
  }

  /** A brand's own first version, in force from the start of time: for a brand that has no members yet. */
  async setFirst(brandId: number, scheme: TierScheme): Promise<void> {
    const checked = checkTierScheme(scheme);
    if (!checked.ok) throw new Error(`A first scheme is wrong: ${JSON.stringify(checked.error.faults)}`);
    const row = this.newRow(1, JSON.stringify(scheme), '', 0);
    await this.db.run('tiers.setFirst', (tx) =>
      this.queries.insert(tx, brandId, { ...row, state: 'published', publishedAtMs: row.createdAtMs }),
    );
  }

  private async learn(reader: Reader, id: number): Promise<TierSchemeVersion> {
    const row = await this.queries.byId(reader, id);
    if (!row) throw new Error('TIERS-3: a published scheme is gone');
    const version = { version: row.version, startsAtMs: row.startsAtMs, scheme: schemeOf(row) };
    this.known.set(id, version);
    return version;
  }

  private newRow(version: number, scheme: string, note: string, createdBy: number): SchemeRow {
    const [id, nowMs] = [this.ids.next(), this.clock.nowMs()];
    const drafted = { id, version, state: 'draft' as const, startsAtMs: 0, scheme, note, createdBy };
    return { ...drafted, createdAtMs: nowMs, changedAtMs: nowMs, publishedBy: 0, publishedAtMs: 0 };
  }

  private async mustSee(brandId: number, version: number): Promise<Result<SchemeView, never>> {
    const found = await this.byVersion(brandId, version);
    if (!found.ok) throw new Error('A scheme vanished while it was saved');
    return found;
  }

  private async note(
    tx: Tx,
    who: SchemeEditor,
    action: string,
    detail: { version: number; startsAtMs: number },
  ): Promise<void> {
    await this.audit.record(tx, {
      brandId: who.brandId,
      actorKind: 'operator',
      actorId: who.operatorId,
      action,
      subject: `tier scheme v${detail.version}`,
      detail,
    });
  }
}

/** The scheme in force at an instant. */
export function schemeAt({ versions }: TierRules, atMs: number): TierSchemeVersion {
  const started = versions.filter(({ startsAtMs }) => startsAtMs <= atMs);
  return (started[started.length - 1] ?? versions[0]) as TierSchemeVersion;
}

/** What was saved was checked then. */
const schemeOf = (row: SchemeRow): TierScheme => JSON.parse(row.scheme) as TierScheme;

function toView(row: SchemeRow, inForce: number): SchemeView {
  const isDraft = row.state === 'draft';
  return {
    version: row.version,
    state: row.state,
    isInForce: !isDraft && row.version === inForce,
    startsAtMs: isDraft ? null : row.startsAtMs,
    note: row.note,
    scheme: schemeOf(row),
    createdAtMs: row.createdAtMs,
    changedAtMs: row.changedAtMs,
    publishedAtMs: isDraft ? null : row.publishedAtMs,
  };
}

const defaultView = (inForce: number): SchemeView => ({
  ...{ version: 1, state: 'published', isInForce: inForce === 1, startsAtMs: 0, note: '' },
  ...{ scheme: defaultScheme, createdAtMs: 0, changedAtMs: 0, publishedAtMs: 0 },
});
