import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { EventsModule } from '../events';
import { IdentityModule } from '../identity';
import { MembersModule } from '../members';
import { OrdersModule } from '../orders';
import { BackgroundImports } from './background-imports';
import { BatchWriter } from './batch-writer';
import { BroughtKinds } from './brought-kinds';
import { CodeQuestions } from './code-questions';
import { CodeBook } from './codes';
import { FileImport } from './file-import';
import { ImportsService } from './imports.service';
import { IngestDoor } from './ingest-door';
import { IngestService } from './ingest.service';
import { JoinedEvent } from './consumers';
import { KeptLines } from './kept-lines';
import { LeftUploads } from './left-uploads';
import { OpenController } from './open.controller';
import { ImportsController } from './operator.controller';
import { Reversals } from './reversals';
import { Uploads } from './uploads';

@Module({
  imports: [AuditModule, BrandsModule, EventsModule, IdentityModule, MembersModule, OrdersModule],
  controllers: [ImportsController, OpenController],
  providers: [
    BackgroundImports,
    BatchWriter,
    BroughtKinds,
    CodeBook,
    CodeQuestions,
    ContentHashes,
    FileImport,
    ImportsService,
    IngestDoor,
    IngestService,
    JoinedEvent,
    KeptLines,
    LeftUploads,
    Reversals,
    Uploads,
  ],
  exports: [BackgroundImports, BroughtKinds, FileImport, ImportsService, IngestService],
})
export class ImportsModule {}
