import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { FactsService } from './facts.service';
import { FactsStore } from './facts.store';
import { HistoryStore } from './history.store';

@Module({
  imports: [BrandsModule],
  providers: [FactsService, FactsStore, HistoryStore],
  exports: [FactsService],
})
export class InsightsModule {}
