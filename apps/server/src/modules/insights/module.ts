import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { FactsService } from './facts.service';
import { FactsStore } from './facts.store';
import { HistoryStore } from './history.store';
import { LayersService } from './layers.service';
import { LayersStore } from './layers.store';
import { Snapshots } from './snapshots';
import { SnapshotsStore } from './snapshots.store';
import { StarService } from './star.service';
import { StarStore } from './star.store';

const stores = [FactsStore, HistoryStore, LayersStore, SnapshotsStore, StarStore];
const services = [FactsService, LayersService, Snapshots, StarService];

@Module({
  imports: [BrandsModule],
  providers: [...stores, ...services],
  exports: [FactsService, LayersService, StarService],
})
export class InsightsModule {}
