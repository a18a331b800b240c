import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { EventsModule } from '../events';
import { MembersModule } from '../members';
import { OrdersModule } from '../orders';
import { FileImport } from './file-import';
import { IngestService } from './ingest.service';

@Module({
  imports: [BrandsModule, EventsModule, MembersModule, OrdersModule],
  providers: [FileImport, IngestService],
  exports: [FileImport, IngestService],
})
export class ImportsModule {}
