import { Injectable } from '@nestjs/common';
import {
  badgeOf,
  greatestOf,
  groupedBy,
  isFresh,
  judgeTier,
  levelFromRecord,
  missingChanges,
  NEVER_MS,
  safeUntilMs,
  schemeAt,
  storedJudgement,
  type NewTierChange,
  type OwnedEntry,
  type TierCause,
  type TierHistory,
  type TierJudgement,
  type TierRules,
  type TierText,
} from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { Outbox } from '../../platform/outbox';
import { CustomersService } from '../members';
import { UpgradeBonuses } from './upgrade-bonuses';
import { standings } from './entities';
import { Histories } from './histories';
import type { Member } from './histories.queries';
import type { Judged } from './judged';
import { TierMessages } from './messages';
import { SchemesService } from './schemes.service';
import { StandingsQueries, type ChangeRow, type StandingRow } from './standings.queries';

/** Whose level, and when. */
interface LevelQuestion {
  readonly customerId: number;
  readonly atMs: number;
}

/** Whose level, and when, of a person as they are today (`joinedAtMs` null), or as they were at some time. */
interface PersonsQuestion extends LevelQuestion {
  /** Every id under which their history was filed. */
  readonly family: readonly number[];
  /** 0: had not joined. */
  readonly joinedAtMs: number | null;
}

/** A level at an instant. */
export interface TierStanding {
  readonly level: number;
  readonly name: TierText | null;
  /** What the level is judged by: growth, or fen spent, within the window of the scheme. */
  readonly figure: number;
  /** Until when the level holds if nothing more comes in; null: it has no end. */
  readonly untilMs: number | null;
}

/**
 * Where members stand. TIERS-1: the standing follows from the history alone (`judgeTier`); what is stored is a copy of
 * the answer and the reasons. TIERS-2: time is judged at every read, so that nothing depends on when a job ran.
 */
@Injectable()
export class TiersService {
  constructor(
    private readonly queries: StandingsQueries,
    private readonly histories: Histories,
    private readonly schemes: SchemesService,
    private readonly customers: CustomersService,
    private readonly gifts: UpgradeBonuses,
    private readonly messages: TierMessages,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Judges members anew, after everything that their history follows from. Who is no member is passed over. The caller
   * holds the customers' rows (docs/architecture/locks.md).
   *
   * @param causes by canonical customer: what is noted where late news puts the record right
   */
  async reEvaluate(tx: Tx, brandId: number, causes: ReadonlyMap<number, TierCause>): Promise<void> {
    if (causes.size === 0) return;
    const members = await this.histories.members(tx, brandId, [...causes.keys()]);
    if (members.length === 0) return;
    const rules = await this.schemes.rulesOf(tx, brandId);
    const judged = await this.judge(tx, brandId, members, rules, causes);
    const rows = judged.map((one) => this.rowOf(tx, rules, one));
    await this.queries.save(tx, brandId, rows);
    const news = judged.flatMap((one) => one.news);
    await this.record(tx, brandId, news);
    await this.gifts.settle(tx, brandId, rules, judged);
    for (const one of judged) await this.messages.tell(tx, brandId, rules, one);
  }

  /** Adds to the record, and names the changes to whoever acts upon them. */
  async record(tx: Tx, brandId: number, changes: readonly ChangeRow[]): Promise<void> {
    await this.queries.addChanges(tx, brandId, changes);
    const ids = changes.map(({ id }) => id);
    this.outbox.announce(tx, brandId, 'tiers.changed.v1', ids);
  }

  /**
   * Judges whoever these ids stand for today, taking their locks; for callers that hold none. Aliases and those who are
   * no members any more lose what was stored of them, so that nothing of theirs stays due.
   */
  async refresh(tx: Tx, brandId: number, ids: readonly number[], cause: TierCause): Promise<void> {
    const { keptOf } = await this.customers.lock(tx, { id: brandId }, ids);
    const kept = [...new Set(ids.map((id) => keptOf.get(id) ?? id))];
    const members = await this.histories.joined(tx, brandId, kept);
    const others = [...new Set([...ids, ...kept])].filter((id) => !members.has(id));
    await standings.remove(tx, brandId, { customerId: others });
    await this.reEvaluate(tx, brandId, new Map([...members.keys()].map((id) => [id, cause])));
  }

  /**
   * The levels that counted at instants, passes included, as far as is known now; 0 for who was no member then.
   * @param questions about canonical customers @returns one level per question, in order
   */
  async levelsAt(reader: Reader, brandId: number, questions: readonly LevelQuestion[]): Promise<number[]> {
    if (questions.length === 0) return [];
    const ids = [...new Set(questions.map(({ customerId }) => customerId))];
    const members = await this.histories.joined(reader, brandId, ids);
    const rows = await this.rowsOf(reader, brandId, [...members.keys()]);
    const rules = await this.schemes.rulesOf(reader, brandId);
    const isKnown = (asked: LevelQuestion): boolean => isFresh(rows.get(asked.customerId), rules, asked.atMs);
    const open = questions.filter((asked) => members.has(asked.customerId) && !isKnown(asked));
    const replayed = new Map(open.map(({ customerId }) => [customerId, members.get(customerId) ?? 0]));
    const histories = await this.histories.of(reader, brandId, replayed, rules);
    const isPast = (asked: LevelQuestion): boolean =>
      isKnown(asked) && asked.atMs < (rows.get(asked.customerId)?.judgedAtMs ?? 0);
    const past = questions.filter(isPast);
    const recorded = await this.recordOf(reader, brandId, [
      ...new Set(past.map(({ customerId }) => customerId)),
    ]);
    return questions.map((asked) => {
      const history = histories.get(asked.customerId);
      if (history) return judgeTier(history, rules, asked.atMs).level;
      if (isPast(asked)) return levelFromRecord(recorded.get(asked.customerId) ?? [], asked.atMs);
      return rows.get(asked.customerId)?.level ?? 0;
    });
  }

  /** As `levelsAt`, told from whole histories, with growth among them that is not posted yet. */
  async levelsWith(
    reader: Reader,
    brandId: number,
    questions: readonly PersonsQuestion[],
    coming: readonly OwnedEntry[],
  ): Promise<number[]> {
    if (questions.length === 0) return [];
    const asked = groupedBy(questions, personKey);
    const comingOf = groupedBy(coming, ({ customerId }) => customerId);
    const today = questions.flatMap(({ joinedAtMs, customerId }) =>
      joinedAtMs === null ? [customerId] : [],
    );
    const joined = await this.histories.joined(reader, brandId, today);
    const rules = await this.schemes.rulesOf(reader, brandId);
    const persons = [...asked].flatMap(([key, [one]]) => {
      const joinedAtMs = one?.joinedAtMs ?? joined.get(one?.customerId ?? 0) ?? 0;
      return one && joinedAtMs > 0 ? [[key, { family: one.family, joinedAtMs }] as const] : [];
    });
    const histories = await this.histories.ofFamilies(reader, brandId, new Map(persons), rules);
    const steps = new Map(
      persons.map(([key, { family }]) => {
        const history = histories.get(key) as TierHistory;
        const more = family.flatMap((id) => (comingOf.get(id) ?? []).map(({ entry }) => entry));
        const lastMs = greatestOf((asked.get(key) ?? []).map(({ atMs }) => atMs));
        const entries = [...history.entries, ...more];
        return [key, judgeTier({ ...history, entries }, rules, lastMs).steps] as const;
      }),
    );
    return questions.map((one) => levelFromRecord(steps.get(personKey(one)) ?? [], one.atMs));
  }

  /** Where one customer stands now in full; null for somebody who is no member. Nothing is written. */
  async judgementOf(
    reader: Reader,
    brandId: number,
    customerId: number,
    rules: TierRules,
  ): Promise<TierJudgement | null> {
    const members = await this.histories.joined(reader, brandId, [customerId]);
    const history = (await this.histories.of(reader, brandId, members, rules)).get(customerId);
    return history ? judgeTier(history, rules, reader.nowMs()) : null;
  }

  /**
   * The level of one customer at an instant, by all that is known now of what had happened by then.
   * @returns level 0 for who was no member then, with the figure that would have counted
   */
  async standingAt(reader: Reader, brandId: number, customerId: number, atMs: number): Promise<TierStanding> {
    const rules = await this.schemes.rulesOf(reader, brandId);
    const joinedAtMs =
      (await this.histories.joined(reader, brandId, [customerId])).get(customerId) ?? Infinity;
    const isMember = joinedAtMs <= atMs;
    const asked = new Map([[customerId, isMember ? joinedAtMs : atMs]]);
    const history = (await this.histories.of(reader, brandId, asked, rules)).get(customerId);
    if (!history) throw new Error('A history was asked for and is not there');
    const judgement = judgeTier(history, rules, atMs);
    const { figure } = judgement;
    if (!isMember) return { level: 0, name: null, figure, untilMs: null };
    const { scheme } = schemeAt(rules, atMs);
    const { level, name } = badgeOf(scheme, judgement.level);
    const earnedUntilMs = judgement.reviewAtMs === 0 ? null : safeUntilMs(scheme, judgement, rules.zone);
    const isByPass = judgement.pass !== null && judgement.level > judgement.earnedLevel;
    return { level, name, figure, untilMs: isByPass ? (judgement.pass?.endsAtMs ?? null) : earnedUntilMs };
  }

  /** Who was never judged, or not since the scheme in force began: the next page behind a cursor. */
  async behind(
    reader: Reader,
    brandId: number,
    afterId: number,
    limit: number,
  ): Promise<{ ids: number[]; lastId: number | null; schemeVersion: number }> {
    const nowMs = reader.nowMs();
    const { startsAtMs, version } = schemeAt(await this.schemes.rulesOf(reader, brandId), nowMs);
    const page = await this.queries.behind(reader, brandId, afterId, startsAtMs, limit);
    return { ...page, schemeVersion: version };
  }

  private async judge(
    tx: Tx,
    brandId: number,
    members: readonly Member[],
    rules: TierRules,
    causes: ReadonlyMap<number, TierCause>,
  ): Promise<Judged[]> {
    const ids = members.map(({ id }) => id);
    const before = await this.rowsOf(tx, brandId, ids, { lock: 'update' });
    const changes = await this.queries.changes(tx, brandId, ids);
    const histories = await this.histories.ofMembers(tx, brandId, members, rules, changes);
    const records = groupedBy(changes, ({ customerId }) => customerId);
    return ids.flatMap((customerId): Judged[] => {
      const history = histories.get(customerId);
      if (!history) return [];
      const judgement = judgeTier(history, rules, tx.nowMs());
      const recorded = records.get(customerId) ?? [];
      const cause = causes.get(customerId) as TierCause; // Members were looked for among these alone.
      const news = missingChanges(judgement.steps, recorded).map((change) =>
        this.changeOf(tx, customerId, change, cause),
      );
      return [{ customerId, before: before.get(customerId), recorded, news, history, judgement }];
    });
  }

  private async rowsOf(
    reader: Reader,
    brandId: number,
    customerId: readonly number[],
    lock: { readonly lock?: 'update' } = {},
  ): Promise<Map<number, StandingRow>> {
    const reading = { order: 'customer_id', ...lock };
    const rows = await standings.select(reader, brandId, { customerId }, reading);
    return new Map(rows.map((row) => [row.customerId, row]));
  }

  private async recordOf(reader: Reader, brandId: number, ids: readonly number[]) {
    return groupedBy(await this.queries.changes(reader, brandId, ids), ({ customerId }) => customerId);
  }

  private changeOf(tx: Tx, customerId: number, change: NewTierChange, cause: TierCause): ChangeRow {
    const isMended = change.reason === 'restored' || change.reason === 'corrected';
    const { kind: causeKind, id: causeId } = isMended ? cause : change.cause;
    const { reason, fromLevel, toLevel, atMs, schemeVersion, figure, needed } = change;
    const recordedAtMs = tx.nowMs();
    const what = { reason, fromLevel, toLevel, atMs, schemeVersion, figure, needed };
    return { id: tx.nextId(), customerId, ...what, recordedAtMs, causeKind, causeId };
  }

  private rowOf(tx: Tx, rules: TierRules, { customerId, before, judgement }: Judged): StandingRow {
    const { pass, warnedAtMs } = judgement;
    const { level, sinceMs, earnedLevel, earnedSinceMs, figure, reviewAtMs, fallsAtMs, ...held } =
      storedJudgement(judgement, rules, tx.nowMs(), NEVER_MS);
    return {
      // Field by field: a batch has a row for each of its buyers, and spreading costs more than all else about them.
      customerId,
      level,
      earnedLevel,
      earnedSinceMs,
      reviewAtMs,
      fallsAtMs,
      warnedAtMs,
      figure,
      passLevel: pass?.level ?? 0,
      passUntilMs: pass?.endsAtMs ?? 0,
      judgedAtMs: held.judgedAtMs,
      dueAtMs: held.dueAtMs,
      version: (before?.version ?? 0) + 1,
      sinceMs,
      keepMissing: held.keepMissing,
      passId: held.passId,
      schemeVersion: held.schemeVersion,
      holdsUntilMs: held.holdsUntilMs,
    };
  }
}

/** A person by everybody who they are. */
const personKey = ({ family, joinedAtMs }: PersonsQuestion): string => `${joinedAtMs ?? ''}:${family.join()}`;
