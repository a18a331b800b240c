import { Injectable } from '@nestjs/common';
import type { TierBackTest } from '@liuliang/contract';
import {
  appendTo,
  compareMember,
  floorRatio,
  groupedBy,
  ok,
  publishedNow,
  reportOfDraft,
  type ComparedMember,
  type TierRules,
  type TierSchemeVersion,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { MembershipService } from '../members';
import { upgradeBonuses } from './entities';
import { Histories } from './histories';
import { TierReportsQueries } from './reports.queries';
import { SchemesService } from './schemes.service';

/** Enough to tell shares of a per cent apart; judging them takes seconds. */
const JUDGED_MAX = 20_000;
const PAGE = 2_000;
const EXAMPLES = 20;

/**
 * Judges real members by a draft and writes nothing. Of a brand with more members than it can judge while somebody
 * waits, every n-th is taken.
 */
@Injectable()
export class BackTestService {
  constructor(
    private readonly db: Database,
    private readonly queries: TierReportsQueries,
    private readonly histories: Histories,
    private readonly schemes: SchemesService,
    private readonly membership: MembershipService,
    private readonly publicIds: PublicIds,
  ) {}

  async run(brandId: number) {
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
    const compared: ComparedMember[] = [];
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
      appendTo(compared, page.compared);
      seen += page.rows.length;
      afterId = page.rows.length < PAGE ? null : (page.rows[page.rows.length - 1]?.id ?? null);
    }
    const moved = compared.filter(({ from, to }) => from !== to).slice(0, EXAMPLES);
    const examples = await this.examplesOf(brandId, moved);
    return ok({ ...reportOfDraft(compared, rules, draft, this.db.nowMs()), members, examples });
  }

  private async compare(
    reader: Reader,
    brandId: number,
    members: ReadonlyMap<number, number>,
    rules: TierRules,
    draft: TierSchemeVersion,
  ): Promise<ComparedMember[]> {
    const nowMs = reader.nowMs();
    const histories = await this.histories.of(reader, brandId, members, publishedNow(rules, draft, nowMs));
    const gifts = await upgradeBonuses.select(reader, brandId, { customerId: [...members.keys()] });
    const given = groupedBy(gifts, ({ customerId }) => customerId);
    return [...histories].map(([customerId, history]) => {
      const levels = new Set((given.get(customerId) ?? []).map(({ level }) => level));
      return compareMember(customerId, history, levels, rules, draft, nowMs);
    });
  }

  private async examplesOf(
    brandId: number,
    some: readonly ComparedMember[],
  ): Promise<z.input<typeof TierBackTest>['examples']> {
    const ids = some.map(({ customerId }) => customerId);
    const profiles = await this.db.read((reader) => this.membership.profiles(reader, brandId, ids));
    return some.map(({ customerId, from, to, figure }) => ({
      customerId: this.publicIds.encode('cus', customerId),
      nickname: profiles.get(customerId)?.nickname ?? null,
      ...{ from, to, figure },
    }));
  }
}
