import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { InsightsModule } from '../insights';
import { EventsService } from './service';
import { EventsStore } from './store';

@Module({ imports: [InsightsModule], providers: [EventsService, EventsStore, ContentHashes], exports: [EventsService] })
export class EventsModule {}
