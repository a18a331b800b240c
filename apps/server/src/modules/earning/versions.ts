import { Inject, Injectable } from '@nestjs/common';
import { plainRules, type EarningRules } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import type { Clock } from '../../platform/clock';
import type { Reader, Tx } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';
import { CLOCK } from '../../platform/tokens';
import type { Brand } from '../brands';
import { VersionsQueries } from './versions.queries';
import { baseEarning } from './settings';

export interface RulesVersion {
  readonly version: number;
  readonly startsAtMs: number;
  readonly rules: EarningRules;
}

/** Parsed rules that are kept; a brand that publishes daily for years stays below it. */
const KEPT_MAX = 2_000;

/**
 * The published versions of a brand's rules. Orders and events are judged by the version of the instant at which they
 * happened, however late they come in. A brand that has published nothing has the base rate of its configuration.
 */
@Injectable()
export class EarningVersions {
  /** By row id; a published version is never changed, so that what was parsed once stays right. */
  private readonly parsed = new Map<number, EarningRules>();

  constructor(
    private readonly queries: VersionsQueries,
    private readonly ids: IdSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Never empty; the one that starts last comes first. */
  async published(reader: Reader, brand: Brand): Promise<RulesVersion[]> {
    const rows = await this.queries.published(reader, brand.id);
    if (rows.length === 0) return [firstOf(brand)];
    await this.parse(
      reader,
      rows.map(({ id }) => id),
    );
    return rows.map(({ id, version, startsAtMs }) => ({
      version,
      startsAtMs,
      rules: this.parsed.get(id) as EarningRules,
    }));
  }

  /** As `published`. What is written by the first version pins it: the configuration may change afterwards. */
  async forWriting(tx: Tx, brand: Brand): Promise<RulesVersion[]> {
    const rows = await this.queries.published(tx, brand.id);
    if (rows.length === 0) await this.writeFirst(tx, brand);
    return this.published(tx, brand);
  }

  async writeFirst(tx: Tx, brand: Brand): Promise<void> {
    const first = firstOf(brand);
    const nowMs = this.clock.nowMs();
    await this.queries.add(tx, brand.id, {
      id: this.ids.next(),
      version: first.version,
      state: 'published',
      startsAtMs: first.startsAtMs,
      rules: JSON.stringify(first.rules),
      note: '',
      createdBy: 0,
      createdAtMs: nowMs,
      changedAtMs: nowMs,
      publishedBy: 0,
      publishedAtMs: nowMs,
    });
  }

  private async parse(reader: Reader, ids: readonly number[]): Promise<void> {
    const missing = ids.filter((id) => !this.parsed.has(id));
    if (missing.length === 0) return;
    if (this.parsed.size > KEPT_MAX) {
      this.parsed.clear();
      return this.parse(reader, ids);
    }
    for (const { id, rules } of await this.queries.rulesOf(reader, missing)) {
      this.parsed.set(id, JSON.parse(rules) as EarningRules);
    }
  }
}

/** The version of an instant. */
export function inForceAt(versions: readonly RulesVersion[], atMs: number): RulesVersion {
  const found = versions.find(({ startsAtMs }) => startsAtMs <= atMs) ?? versions[versions.length - 1];
  if (!found) throw new Error('EARNING-11: a brand always has rules');
  return found;
}

export function firstOf(brand: Brand): RulesVersion {
  const { version, points, perFen } = settingsOf(brand, baseEarning);
  return { version, startsAtMs: 0, rules: plainRules({ points, perFen }) };
}
