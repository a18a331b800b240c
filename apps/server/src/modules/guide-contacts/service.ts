import { Injectable } from '@nestjs/common';
import { contactLink, fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { refuse, type RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { GuideDirectory } from '../brands';
import { guideContacts, type ContactRow } from './entities';

/** Who sets a contact: an operator, whose acts are noted, or (0) the guide. */
interface Setter {
  readonly brandId: number;
  readonly operatorId: number;
}

type Outcome = Result<ContactRow | null, RefusalOf<'setGuideContact'>>;

/** More than any brand of ours has guides. */
const CONTACTS_MAX = 5_000;

/** How customers reach their guides in WeCom. CONTACTS-1: only guides who are here have a contact. */
@Injectable()
export class GuideContacts {
  constructor(
    private readonly db: Database,
    private readonly guides: GuideDirectory,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** The contact of a guide; null: none. */
  of(reader: Reader, brandId: number, guideId: number): Promise<ContactRow | null> {
    return guideContacts.one(reader, brandId, { guideId });
  }

  all(brandId: number): Promise<ContactRow[]> {
    return this.db.read((reader) =>
      guideContacts.select(reader, brandId, {}, { order: 'guide_id', limit: CONTACTS_MAX }),
    );
  }

  /** The contacts of somebody who is a guide, whether still or no longer. */
  async ofPerson(reader: Reader, brandId: number, family: readonly number[]): Promise<ContactRow[]> {
    const guideId = await this.guides.idsOf(reader, brandId, family);
    return guideContacts.select(reader, brandId, { guideId });
  }

  /**
   * Puts a contact in the place of the one before; null: none from now on. The same again changes nothing and is not
   * noted again. Order of checks: the text, the guide.
   */
  async set(by: Setter, guideId: number, text: string | null): Promise<Outcome> {
    const read = text === null ? ok(null) : contactLink(text);
    if (!read.ok) return read;
    return this.db.run('guideContacts.set', async (tx): Promise<Outcome> => {
      // Under the lock of the guide: who leaves meanwhile has none.
      const isHere = (await this.guides.lock(tx, by.brandId, guideId)) !== null;
      const isKnown = isHere || (await this.guides.byId(tx, by.brandId, guideId)) !== null;
      if (!isHere) return fail({ code: isKnown ? 'GUIDE_LEFT' : 'GUIDE_UNKNOWN' });
      const before = await this.of(tx, by.brandId, guideId);
      if ((before?.link ?? null) === read.value) return ok(before);
      const after = read.value === null ? null : rowOf(tx, by, guideId, read.value);
      if (after) await guideContacts.insert(tx, [after], { upsert: ['link', 'setAtMs', 'operatorId'] });
      else await this.forget(tx, by.brandId, [guideId]);
      await this.note(tx, by, guideId, after ? 'guides.contact_set' : 'guides.contact_removed');
      return ok(after);
    });
  }

  /** As a guide does it for themselves, whom the guard knows to be here. */
  async setOwn(
    brandId: number,
    guideId: number,
    text: string | null,
  ): Promise<Result<ContactRow | null, RefusalOf<'setMyContact'>>> {
    const own = await this.set({ brandId, operatorId: 0 }, guideId, text);
    if (own.ok) return own;
    const { code, ...why } = own.error;
    if (code === 'CONTACT_INVALID') return fail({ code, ...why });
    // Who left a moment ago may still be let in.
    return refuse('GUIDE_REQUIRED');
  }

  async forget(tx: Tx, brandId: number, guideIds: readonly number[]): Promise<void> {
    await guideContacts.remove(tx, brandId, { guideId: guideIds });
  }

  /** The address itself stays out of the log, which is for ever. What guides do for themselves is no act of an operator's. */
  private async note(
    tx: Tx,
    { brandId, operatorId }: Setter,
    guideId: number,
    action: string,
  ): Promise<void> {
    if (operatorId === 0) return;
    const subject = this.publicIds.encode('gde', guideId);
    await this.audit.record(tx, { brandId, actor: actorOf({ operatorId }), action, subject, detail: {} });
  }
}

const rowOf = (tx: Tx, { brandId, operatorId }: Setter, guideId: number, link: string): ContactRow => ({
  ...{ guideId, brandId, link, operatorId },
  setAtMs: tx.nowMs(),
});
