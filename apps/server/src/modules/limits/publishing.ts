import { Injectable } from '@nestjs/common';
import { PublishingSettings } from '@liuliang/contract';
import { fail, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { actorOf } from '../../platform/actor';
import { settings, settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { OperatorsService } from '../identity';
import { Limits } from './limits.service';

type Terms = z.infer<typeof PublishingSettings>;

/** Whether one person alone may publish (1) or a second one has to approve (0), by kind of document. */
export const publishingTerms = settings(
  'publishing',
  PublishingSettings,
  { earningAlone: 1, tiersAlone: 1 },
  ['earningAlone', 'tiersAlone'],
);

/** The kinds of documents that a second person may have to approve, and who could. */
const kinds = {
  earning: { key: 'earningAlone', write: 'earning.write' },
  tiers: { key: 'tiersAlone', write: 'tiers.write' },
} as const;

/** What a second person has to approve before it is published. */
@Injectable()
export class PublishingLimits {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly operators: OperatorsService,
    private readonly audit: AuditLog,
    private readonly limits: Limits,
  ) {}

  current(brandId: number): Promise<Terms> {
    return this.db.read((reader) => this.terms(reader, brandId));
  }

  /** Whether a document of this kind is published by two people. */
  async needsSecond(reader: Reader, brandId: number, kind: string): Promise<boolean> {
    if (!isKnown(kind)) return false;
    return (await this.terms(reader, brandId))[kinds[kind].key] === 0;
  }

  /** A second person is asked for from now on; that one is enough waits like every looser limit. */
  async change(
    who: OperatorPrincipal,
    wanted: Terms,
  ): Promise<Result<Terms, RefusalOf<'changePublishingSettings'>>> {
    return this.db.run('limits.publishing', async (tx) => {
      const before = await this.brands.lockSettings(tx, who.brandId, publishingTerms);
      if (!(await this.couldApprove(tx, who, before, wanted)))
        return fail({ code: 'PUBLISHING_SECOND_MISSING' });
      const changed = await this.limits.change(tx, who, publishingTerms, wanted);
      if (!changed.ok) return changed;
      await this.audit.record(tx, {
        brandId: who.brandId,
        actor: actorOf(who),
        action: 'publishing.limits_changed',
        subject: 'publishing',
        detail: { ...changed.value },
      });
      return changed;
    });
  }

  /** Nobody shuts themselves out: where a second person is to be asked, there is one. */
  private async couldApprove(tx: Tx, who: OperatorPrincipal, before: Terms, wanted: Terms): Promise<boolean> {
    for (const { key, write } of Object.values(kinds)) {
      const isStricter = wanted[key] < before[key];
      if (isStricter && !(await this.operators.othersMay(tx, who, write))) return false;
    }
    return true;
  }

  private async terms(reader: Reader, brandId: number): Promise<Terms> {
    return settingsOf(await this.brands.byId(reader, brandId), publishingTerms);
  }
}

const isKnown = (kind: string): kind is keyof typeof kinds => kind in kinds;
