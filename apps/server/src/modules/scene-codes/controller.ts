import { Controller, Inject } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import {
  Input,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type OperatorPrincipal,
  type RefusalOf,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { MINI_PROGRAM, type MiniProgramPort } from '../../wechat';
import { guideOf } from '../guides';
import { ArrivalsService } from './arrivals.service';
import { SceneCodesService } from './codes.service';
import type { SceneCodeRow } from './entities';

/** Where codes lead: who has not joined is invited there, and members find their card. */
const PAGE = 'pages/home/index';

type Picture = { readonly type: 'image/png' | 'image/jpeg'; readonly base64: string };

/** Codes of stores and guides: made and drawn for operators and guides, followed by whoever scans one. */
@Controller()
export class SceneCodesController {
  constructor(
    private readonly db: Database,
    private readonly codes: SceneCodesService,
    private readonly arrivals: ArrivalsService,
    private readonly publicIds: PublicIds,
    @Inject(MINI_PROGRAM) private readonly wechat: MiniProgramPort,
  ) {}

  @Serve(routes.makeStoreCode)
  async ofStore(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.makeStoreCode>) {
    const made = await this.codes.ofStore(who, this.publicIds.decode('str', params.storeId) ?? 0);
    return made.ok ? ok(await this.view(who.brandId, made.value)) : made;
  }

  @Serve(routes.makeGuideCode)
  async ofGuide(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.makeGuideCode>) {
    const made = await this.codes.ofGuide(who, this.publicIds.decode('gde', params.guideId) ?? 0);
    return made.ok ? ok(await this.view(who.brandId, made.value)) : made;
  }

  @Serve(routes.renewSceneCode)
  async renew(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.renewSceneCode>) {
    const renewed = await this.codes.renew(who, this.publicIds.decode('scn', params.sceneId) ?? 0);
    return renewed.ok ? ok(await this.view(who.brandId, renewed.value)) : renewed;
  }

  @Serve(routes.sceneCodePicture)
  async picture(
    @Who() { brandId }: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.sceneCodePicture>,
  ) {
    const sceneId = this.publicIds.decode('scn', params.sceneId) ?? 0;
    return this.drawn(await this.db.read((reader) => this.codes.byId(reader, brandId, sceneId)));
  }

  @Serve(routes.myGuideCode)
  async mine(
    @Who() who: CustomerPrincipal,
    // Nothing of it is used: whose code it is, the session says.
    @Input() _nothing: InputOf<typeof routes.myGuideCode>,
  ) {
    return this.view(who.brandId, await this.codes.ofCaller(who.brandId, guideOf(who).guideId));
  }

  @Serve(routes.myGuideCodePicture)
  async myPicture(@Who() who: CustomerPrincipal) {
    const { guideId } = guideOf(who);
    return this.drawn(await this.db.read((reader) => this.codes.shownOf(reader, who.brandId, guideId)));
  }

  @Serve(routes.arriveByScene)
  arrive(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.arriveByScene>) {
    return this.arrivals.arrive(who, body.scene);
  }

  /** WeChat is asked outside of transactions: a slow platform must not hold locks. */
  private async drawn(code: SceneCodeRow | null): Promise<Result<Picture, RefusalOf<'sceneCodePicture'>>> {
    if (!code) return fail({ code: 'SCENE_UNKNOWN' });
    const drawn = await this.wechat.sceneCode({ scene: code.scene, page: PAGE });
    if (!drawn.ok) return fail({ code: drawn.error.code });
    const type = drawn.value[0] === 0xff ? 'image/jpeg' : 'image/png';
    return ok({ type, base64: drawn.value.toString('base64') });
  }

  private async view(brandId: number, code: SceneCodeRow) {
    const words = await this.db.read((reader) => this.codes.words(reader, brandId, code));
    const { scene, madeAtMs } = code;
    return { sceneId: this.publicIds.encode('scn', code.id), scene, madeAtMs, ...words };
  }
}
