import { Injectable } from '@nestjs/common';
import type { TierBackTest } from '@liuliang/contract';
import {
  floorRatio,
  judgeTier,
  levelOfFigure,
  ok,
  type Result,
  type TierHistory,
  type TierRules,
  type TierSchemeVersion,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { TriedRefusal } from '../../platform/documents';
import { PublicIds } from '../../platform/ids';
import { MembershipService } from '../members';
import { Histories } from './histories';
import { TierReportsQueries } from './reports.queries';
import { schemeAt, SchemesService } from './schemes.service';
import { StandingsQueries } from './standings.queries';

type Report = z.input<typeof TierBackTest>;

/** Enough to tell shares of a per cent apart; judging them takes seconds. */
const JUDGED_MAX = 20_000;
const PAGE = 2_000;
const EXAMPLES = 20;

/** One member under both schemes. */
interface Compared {
  readonly customerId: number;
  readonly from: number;
  readonly to: number;
  readonly figure: number;
  readonly giftPoints: number;
  readonly isAtRisk: boolean;
}

/**
 * Judges real members by a draft and writes nothing. Of a brand with more members than it can judge while somebody
 * waits, every n-th is taken.
 */
@Injectable()
export class BackTestService {
  constructor(
    private readonly db: Database,
    private readonly queries: TierReportsQueries,
    private readonly standings: StandingsQueries,
    private readonly histories: Histories,
    private readonly schemes: SchemesService,
    private readonly membership: MembershipService,
    private readonly publicIds: PublicIds,
  ) {}

  async run(brandId: number): Promise<Result<Report, TriedRefusal>> {
    const known = await this.db.read(async (reader) => ({
      tried: await this.schemes.document.triedDraft(reader, brandId),
      rules: await this.schemes.rulesOf(reader, brandId),
      members: await this.queries.members(reader, brandId),
    }));
    const { tried, rules, members } = known;
    if (!tried.ok) return tried;
    const draft: TierSchemeVersion = {
      version: tried.value.version,
      startsAtMs: 0,
      scheme: tried.value.content,
    };
    const every = Math.max(1, floorRatio(members + JUDGED_MAX - 1, 1, JUDGED_MAX));
    const compared: Compared[] = [];
    let seen = 0;
    for (let afterId: number | null = 0; afterId !== null;) {
      const from: number = afterId;
      // One read per page: no transaction stays open while thousands are judged.
      const page = await this.db.read(async (reader) => {
        const rows = await this.queries.page(reader, brandId, from, PAGE);
        const taken = rows.filter((_, i) => (seen + i) % every === 0);
        const ids = new Map(taken.map((row) => [row.id, row.joinedAtMs]));
        return { rows, compared: await this.compare(reader, brandId, ids, rules, draft) };
      });
      compared.push(...page.compared);
      seen += page.rows.length;
      afterId = page.rows.length < PAGE ? null : (page.rows[page.rows.length - 1]?.id ?? null);
    }
    return ok(await this.report(brandId, members, rules, draft, compared));
  }

  private async compare(
    reader: Reader,
    brandId: number,
    members: ReadonlyMap<number, number>,
    rules: TierRules,
    draft: TierSchemeVersion,
  ): Promise<Compared[]> {
    const nowMs = this.db.nowMs();
    const always: TierRules = { zone: rules.zone, versions: [draft] };
    const published: TierRules = {
      zone: rules.zone,
      versions: [...rules.versions.filter((one) => one.startsAtMs < nowMs), { ...draft, startsAtMs: nowMs }],
    };
    const histories = await this.histories.of(reader, brandId, members, published);
    const gifts = await this.standings.gifts(reader, [...members.keys()]);
    const given = new Set(gifts.map((gift) => `${gift.customerId}:${gift.level}`));
    return [...histories].map(([customerId, history]): Compared => {
      const now = judgeTier(history, rules, nowMs);
      const under = judgeTier(history, always, nowMs);
      return {
        ...{ customerId, from: now.level, to: under.level, figure: under.figure },
        giftPoints: giftsAtStart(history, published, nowMs)
          .filter(({ level }) => !given.has(`${customerId}:${level}`))
          .reduce((sum, { points }) => sum + points, 0),
        isAtRisk: levelOfFigure(draft.scheme, under.figure) < now.earnedLevel,
      };
    });
  }

  private async report(
    brandId: number,
    members: number,
    rules: TierRules,
    draft: TierSchemeVersion,
    compared: readonly Compared[],
  ): Promise<Report> {
    const current = schemeAt(rules, this.db.nowMs()).scheme;
    const names = draft.scheme.levels.length >= current.levels.length ? draft.scheme : current;
    const moved = compared.filter(({ from, to }) => from !== to);
    const moves = new Map<string, number>();
    for (const { from, to } of moved) moves.set(`${from}>${to}`, (moves.get(`${from}>${to}`) ?? 0) + 1);
    const gifted = compared.filter(({ giftPoints }) => giftPoints > 0);
    return {
      ...{ version: draft.version, members, judged: compared.length },
      levels: names.levels.map(({ name }, i) => ({
        level: i + 1,
        name,
        now: compared.filter(({ from }) => from === i + 1).length,
        underDraft: compared.filter(({ to }) => to === i + 1).length,
      })),
      up: moved.filter(({ from, to }) => to > from).length,
      down: moved.filter(({ from, to }) => to < from).length,
      same: compared.length - moved.length,
      moves: [...moves]
        .map(([move, count]) => {
          const [from = 0, to = 0] = move.split('>').map(Number);
          return { from, to, members: count };
        })
        .sort((a, b) => b.members - a.members || a.from - b.from || a.to - b.to),
      giftMembers: gifted.length,
      giftPoints: gifted.reduce((sum, { giftPoints }) => sum + giftPoints, 0),
      atRisk: compared.filter(({ isAtRisk }) => isAtRisk).length,
      examples: await this.examplesOf(brandId, moved.slice(0, EXAMPLES)),
    };
  }

  private async examplesOf(brandId: number, some: readonly Compared[]): Promise<Report['examples']> {
    const ids = some.map(({ customerId }) => customerId);
    const profiles = await this.db.read((reader) => this.membership.profiles(reader, brandId, ids));
    return some.map(({ customerId, from, to, figure }) => ({
      customerId: this.publicIds.encode('cus', customerId),
      nickname: profiles.get(customerId)?.nickname ?? null,
      ...{ from, to, figure },
    }));
  }
}

const giftsAtStart = (history: TierHistory, rules: TierRules, nowMs: number) =>
  judgeTier(history, rules, nowMs).gifts.filter(({ atMs }) => atMs === nowMs);
