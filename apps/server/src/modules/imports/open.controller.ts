import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import {
  RawRequest,
  Input,
  Serve,
  Who,
  type ConnectorPrincipal,
  type InputOf,
  type ServedRequest,
} from '../../platform/http';
import { hashOf } from '../../platform/idempotency';
import { BrandsService } from '../brands';
import { IngestDoor } from './ingest-door';

/** The signed door for connectors. The guard has checked the signature; the answer is kept under the caller's key. */
@Controller()
export class OpenController {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly door: IngestDoor,
  ) {}

  @Serve(routes.ingestBatch)
  async ingestBatch(
    @Who() who: ConnectorPrincipal,
    @Input() { body }: InputOf<typeof routes.ingestBatch>,
    @RawRequest() request: ServedRequest,
  ) {
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    const key = request.headers['idempotency-key'];
    const id = {
      principal: who.keyId,
      operation: 'open.batches',
      key: typeof key === 'string' ? key : '',
      requestHash: hashOf(request.rawBody ?? Buffer.alloc(0)),
    };
    return this.door.bring(brand, { ...body, by: actorOf(who), source: 'api' }, id);
  }
}
