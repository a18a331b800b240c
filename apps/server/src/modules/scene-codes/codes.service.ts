import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { PLAIN_CHARACTERS, readCode, takeCode, type CodeKind } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { refuse, type RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BrandsService, GuideDirectory } from '../brands';
import { sceneCodes, type SceneCodeRow } from './entities';

/** Too many to be met by trying, and short enough to be read aloud. */
const SCENE: CodeKind = { alphabet: PLAIN_CHARACTERS, length: 10 };

/** Whom a code stands for. */
interface Target {
  readonly storeId: number;
  readonly guideId: number;
}

/** Who makes codes: operators, whose acts are noted, and guides for themselves. */
interface Maker {
  readonly brandId: number;
  readonly operatorId: number;
}

export interface SceneWords {
  readonly kind: 'store' | 'guide';
  readonly store: string;
  readonly guide: string | null;
}

/** Codes of the mini-program, each for a store or for a guide in a store. */
@Injectable()
export class SceneCodesService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly guides: GuideDirectory,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  ofStore(by: Maker, storeId: number): Promise<Result<SceneCodeRow, RefusalOf<'makeStoreCode'>>> {
    return this.db.run(
      'scenes.ofStore',
      async (tx): Promise<Result<SceneCodeRow, RefusalOf<'makeStoreCode'>>> => {
        if (!(await this.brands.storeById(tx, by.brandId, storeId))) return fail({ code: 'STORE_UNKNOWN' });
        return ok(await this.shown(tx, by, { storeId, guideId: 0 }));
      },
    );
  }

  /** In the store where the guide works today; a code of the store before is no longer shown. */
  ofGuide(by: Maker, guideId: number): Promise<Result<SceneCodeRow, RefusalOf<'makeGuideCode'>>> {
    return this.db.run('scenes.ofGuide', (tx) => this.ofGuideIn(tx, by, guideId));
  }

  /** As a guide asks for the own one, whom the guard knows to be here and in a store. */
  async ofCaller(brandId: number, guideId: number): Promise<SceneCodeRow> {
    const own = await this.db.run('scenes.ofCaller', (tx) =>
      this.ofGuideIn(tx, { brandId, operatorId: 0 }, guideId),
    );
    // Who left a moment ago may still be let in.
    return own.ok ? own.value : refuse('GUIDE_REQUIRED');
  }

  /** Puts another code in the place of one. Again, and of one that has a successor: the one that is shown. */
  renew(by: Maker, sceneId: number): Promise<Result<SceneCodeRow, RefusalOf<'renewSceneCode'>>> {
    return this.db.run(
      'scenes.renew',
      async (tx): Promise<Result<SceneCodeRow, RefusalOf<'renewSceneCode'>>> => {
        const code = await sceneCodes.one(tx, by.brandId, { id: sceneId }, { lock: 'update' });
        if (!code) return fail({ code: 'SCENE_UNKNOWN' });
        if (code.successorId === 0) {
          await this.make(tx, by.brandId, code, code.id);
          await this.note(tx, by, 'scenes.renewed', code);
        }
        return code.guideId === 0 ? ok(await this.shown(tx, by, code)) : this.ofGuideIn(tx, by, code.guideId);
      },
    );
  }

  byId(reader: Reader, brandId: number, id: number): Promise<SceneCodeRow | null> {
    return sceneCodes.one(reader, brandId, { id });
  }

  /** The code that a guide shows, wherever; null before the first. */
  async shownOf(reader: Reader, brandId: number, guideId: number): Promise<SceneCodeRow | null> {
    return sceneCodes.one(reader, brandId, { guideId, successorId: 0 }, { order: 'id DESC', limit: 1 });
  }

  /** What a text means that a device handed over; null for whatever is no code of this brand. */
  async read(reader: Reader, brandId: number, scene: string): Promise<SceneCodeRow | null> {
    const code = readCode(SCENE, scene);
    return code === null ? null : sceneCodes.one(reader, brandId, { scene: code });
  }

  /** Whom a code stands for, in words. */
  async words(reader: Reader, brandId: number, { storeId, guideId }: Target): Promise<SceneWords> {
    const names = await this.brands.storeNames(reader, brandId, [storeId]);
    const guide = guideId === 0 ? null : await this.guides.byId(reader, brandId, guideId);
    const kind = guideId === 0 ? 'store' : 'guide';
    return { kind, store: names.get(storeId) ?? '', guide: guide && guide.name };
  }

  private async ofGuideIn(
    tx: Tx,
    by: Maker,
    guideId: number,
  ): Promise<Result<SceneCodeRow, RefusalOf<'makeGuideCode'>>> {
    const isHere = (await this.guides.lock(tx, by.brandId, guideId)) !== null;
    const guide = await this.guides.byId(tx, by.brandId, guideId);
    if (!guide) return fail({ code: 'GUIDE_UNKNOWN' });
    if (!isHere) return fail({ code: 'GUIDE_LEFT' });
    if (guide.storeCode === null) return fail({ code: 'GUIDE_WITHOUT_STORE' });
    const code = await this.shown(tx, by, { storeId: guide.storeId, guideId });
    // One that was shown in another store goes on to mean that store, and is shown no more.
    const elsewhere = ['store_id <> ?', guide.storeId] as const;
    await sceneCodes.set(tx, by.brandId, { guideId, successorId: 0 }, { successorId: code.id }, elsewhere);
    return ok(code);
  }

  /** The code that is shown of a target; made where there is none. */
  private async shown(tx: Tx, by: Maker, target: Target): Promise<SceneCodeRow> {
    const known = await this.liveOf(tx, by.brandId, target);
    if (known) return known;
    const made = await this.make(tx, by.brandId, target, 0);
    await this.note(tx, by, 'scenes.made', made);
    return made;
  }

  /** SCENES-1: of two who make the first code of a target the unique key lets one, and both get it. */
  private async make(tx: Tx, brandId: number, target: Target, beforeId: number): Promise<SceneCodeRow> {
    const id = tx.nextId();
    const { storeId, guideId } = target;
    if (beforeId !== 0) await sceneCodes.set(tx, brandId, { id: beforeId }, { successorId: id });
    await takeCode(tx, SCENE, 0, async ({ code: scene }) => {
      const row = { id, brandId, scene, storeId, guideId, madeAtMs: tx.nowMs() };
      return (await sceneCodes.insertNew(tx, row)) || (await this.liveOf(tx, brandId, target)) !== null;
    });
    const live = await this.liveOf(tx, brandId, target);
    if (!live) throw new Error('SCENES-1: a code that was just made is there');
    return live;
  }

  /** Locked, so that one whom another request has just made is seen. */
  private liveOf(tx: Tx, brandId: number, { storeId, guideId }: Target): Promise<SceneCodeRow | null> {
    return sceneCodes.one(tx, brandId, { storeId, guideId, successorId: 0 }, { lock: 'update' });
  }

  /** What guides do for themselves is no act of an operator's. */
  private async note(
    tx: Tx,
    { brandId, operatorId }: Maker,
    action: string,
    code: SceneCodeRow,
  ): Promise<void> {
    if (operatorId === 0) return;
    const subject = this.publicIds.encode('scn', code.id);
    const detail = { storeId: code.storeId, guideId: code.guideId };
    await this.audit.record(tx, { brandId, actor: actorOf({ operatorId }), action, subject, detail });
  }
}
