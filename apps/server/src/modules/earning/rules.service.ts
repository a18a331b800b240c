import { Inject, Injectable } from '@nestjs/common';
import {
  checkEarningRules,
  fail,
  faultsOfRules,
  ok,
  type EarningRules,
  type Result,
  type RuleFault,
} from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';
import { CLOCK } from '../../platform/tokens';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import { EarningVersions, firstOf, inForceAt } from './versions';
import { VersionsQueries, type VersionRow } from './versions.queries';

export interface VersionView extends Omit<VersionRow, 'id' | 'rules'> {
  readonly isInForce: boolean;
}
export interface VersionDetail extends VersionView {
  readonly rules: EarningRules;
  readonly faults: readonly RuleFault[];
}

type Unknown = { readonly code: 'EARNING_VERSION_UNKNOWN' };
type Changed = { readonly code: 'EARNING_DRAFT_CHANGED' };
type Invalid = { readonly code: 'EARNING_RULES_INVALID'; readonly faults: readonly RuleFault[] };
export type PublishRefusal = Unknown | Changed | Invalid | { readonly code: 'EARNING_START_PAST' };

/** Who acts, on the rules of which brand. */
export interface RulesAuthor {
  readonly brandId: number;
  readonly operatorId: number;
}

/**
 * Versions of the rules for those who write them. EARNING-10: what was published is never changed; a change is a new
 * version that starts now or later, so that no order is judged anew. At most one version is a draft.
 */
@Injectable()
export class RulesService {
  constructor(
    private readonly db: Database,
    private readonly queries: VersionsQueries,
    private readonly versions: EarningVersions,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
    private readonly ids: IdSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Newest first. A brand that has earned nothing yet is shown the version that its first order will write. */
  async list(brandId: number): Promise<VersionView[]> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const current = inForceAt(await this.versions.published(reader, brand), this.clock.nowMs()).version;
      return (await this.rows(reader, brand)).map((row) => viewOf(row, current));
    });
  }

  async read(brandId: number, version: number): Promise<Result<VersionDetail, Unknown>> {
    return this.db.read((reader) => this.readIn(reader, brandId, version));
  }

  /** The rules of a version, for trying them. */
  async rulesOf(reader: Reader, brand: Brand, version: number): Promise<EarningRules | null> {
    const row = (await this.rows(reader, brand)).find((one) => one.version === version);
    return row ? (JSON.parse(row.rules) as EarningRules) : null;
  }

  /**
   * Keeps a draft, faults and all: they stop nobody from going on tomorrow.
   * @param seenChangedAtMs which state of the draft the author has seen; 0: none
   */
  async saveDraft(
    author: RulesAuthor,
    draft: { readonly rules: EarningRules; readonly note: string; readonly seenChangedAtMs: number },
  ): Promise<Result<VersionDetail, Changed>> {
    return this.db.run('earning.saveDraft', async (tx): Promise<Result<VersionDetail, Changed>> => {
      const brand = await this.brands.byId(tx, author.brandId);
      const known = await this.queries.lockDraft(tx, brand.id);
      if ((known?.changedAtMs ?? 0) !== draft.seenChangedAtMs) return fail({ code: 'EARNING_DRAFT_CHANGED' });
      // Later than the one before it, also within one millisecond: it tells two states of the draft apart.
      const changedAtMs = Math.max(this.clock.nowMs(), draft.seenChangedAtMs + 1);
      const content = { rules: JSON.stringify(draft.rules), note: draft.note, changedAtMs };
      const version = known?.version ?? (await this.addDraft(tx, brand, author, content));
      if (known) await this.queries.saveDraft(tx, known.id, content);
      const saved = await this.readIn(tx, brand.id, version);
      if (!saved.ok) throw new Error('EARNING-10: a draft that was just saved is there');
      return saved;
    });
  }

  async discardDraft(
    author: RulesAuthor,
    seenChangedAtMs: number,
  ): Promise<Result<{ readonly discarded: true }, Unknown | Changed>> {
    return this.db.run('earning.discardDraft', async (tx) => {
      const known = await this.queries.lockDraft(tx, author.brandId);
      if (!known) return fail({ code: 'EARNING_VERSION_UNKNOWN' });
      if (known.changedAtMs !== seenChangedAtMs) return fail({ code: 'EARNING_DRAFT_CHANGED' });
      await this.queries.discardDraft(tx, known.id);
      await this.note(tx, author, 'earning.draft_discarded', known.version, {});
      return ok({ discarded: true });
    });
  }

  /** Order of checks: the draft, its state, the start, the rules. @param startsAtMs null: now */
  async publish(
    author: RulesAuthor,
    seenChangedAtMs: number,
    startsAtMs: number | null,
  ): Promise<Result<VersionDetail, PublishRefusal>> {
    return this.db.run('earning.publish', async (tx): Promise<Result<VersionDetail, PublishRefusal>> => {
      const brand = await this.brands.byId(tx, author.brandId);
      const known = await this.queries.lockDraft(tx, brand.id);
      if (!known) return fail({ code: 'EARNING_VERSION_UNKNOWN' });
      if (known.changedAtMs !== seenChangedAtMs) return fail({ code: 'EARNING_DRAFT_CHANGED' });
      const publishedAtMs = this.clock.nowMs();
      const start = startsAtMs ?? publishedAtMs;
      if (start < publishedAtMs) return fail({ code: 'EARNING_START_PAST' });
      const checked = checkEarningRules(JSON.parse(known.rules));
      if (!checked.ok) return fail({ code: 'EARNING_RULES_INVALID', faults: checked.error.faults });
      await this.queries.publish(tx, known.id, {
        startsAtMs: start,
        publishedBy: author.operatorId,
        publishedAtMs,
      });
      await this.note(tx, author, 'earning.published', known.version, { startsAtMs: start });
      return this.readIn(tx, brand.id, known.version);
    });
  }

  private async readIn(
    reader: Reader,
    brandId: number,
    version: number,
  ): Promise<Result<VersionDetail, Unknown>> {
    const brand = await this.brands.byId(reader, brandId);
    const row = (await this.rows(reader, brand)).find((one) => one.version === version);
    if (!row) return fail({ code: 'EARNING_VERSION_UNKNOWN' });
    const current = inForceAt(await this.versions.published(reader, brand), this.clock.nowMs()).version;
    const rules = JSON.parse(row.rules) as EarningRules;
    return ok({ ...viewOf(row, current), rules, faults: faultsOfRules(rules) });
  }

  private async rows(reader: Reader, brand: Brand): Promise<VersionRow[]> {
    const rows = await this.queries.all(reader, brand.id);
    return rows.some(({ state }) => state === 'published') ? rows : [...rows, unwritten(brand)];
  }

  private async addDraft(
    tx: Tx,
    brand: Brand,
    author: RulesAuthor,
    content: Pick<VersionRow, 'rules' | 'note' | 'changedAtMs'>,
  ): Promise<number> {
    // The number of the first version is taken, whether it was needed yet or not.
    await this.versions.forWriting(tx, brand);
    const rows = await this.queries.all(tx, brand.id);
    const version = rows.reduce((last, row) => Math.max(last, row.version), 0) + 1;
    const added = await this.queries.add(tx, brand.id, {
      ...content,
      id: this.ids.next(),
      version,
      state: 'draft',
      startsAtMs: 0,
      createdBy: author.operatorId,
      createdAtMs: content.changedAtMs,
      publishedBy: 0,
      publishedAtMs: 0,
    });
    if (!added) throw new RunAgain('another draft was begun meanwhile');
    await this.note(tx, author, 'earning.draft_begun', version, {});
    return version;
  }

  private note(
    tx: Tx,
    { brandId, operatorId }: RulesAuthor,
    action: string,
    version: number,
    detail: Readonly<Record<string, number>>,
  ): Promise<void> {
    const subject = `v${version}`;
    return this.audit.record(tx, {
      brandId,
      actorKind: 'operator',
      actorId: operatorId,
      action,
      subject,
      detail,
    });
  }
}

function viewOf({ id: _, rules: __, ...row }: VersionRow, current: number): VersionView {
  return { ...row, isInForce: row.state === 'published' && row.version === current };
}

/** The version that the first order of a brand writes. */
function unwritten(brand: Brand): VersionRow {
  const { version, startsAtMs, rules } = firstOf(brand);
  return {
    id: 0,
    version,
    state: 'published',
    startsAtMs,
    rules: JSON.stringify(rules),
    note: '',
    createdBy: 0,
    createdAtMs: brand.createdAtMs,
    changedAtMs: brand.createdAtMs,
    publishedBy: 0,
    publishedAtMs: brand.createdAtMs,
  };
}
