import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { AssetsService } from './assets.service';
import { CardsService } from './cards.service';
import { InsightsController } from './controller';
import { CrowdService } from './crowd.service';
import { CrowdStore } from './crowd.store';
import { FactsService } from './facts.service';
import { FactsStore } from './facts.store';
import { HistoryStore } from './history.store';
import { LayersService } from './layers.service';
import { LayersStore } from './layers.store';
import { RosterService } from './roster.service';
import { RosterStore } from './roster.store';
import { Snapshots } from './snapshots';
import { SnapshotsStore } from './snapshots.store';
import { StarService } from './star.service';
import { StarStore } from './star.store';
import { TimelineService } from './timeline.service';
import { TimelineStore } from './timeline.store';

const stores = [
  CrowdStore,
  FactsStore,
  HistoryStore,
  LayersStore,
  RosterStore,
  SnapshotsStore,
  StarStore,
  TimelineStore,
];
const services = [
  AssetsService,
  CardsService,
  CrowdService,
  FactsService,
  LayersService,
  RosterService,
  StarService,
  TimelineService,
];

@Module({
  imports: [BrandsModule],
  controllers: [InsightsController],
  providers: [...stores, Snapshots, ...services],
  exports: services,
})
export class InsightsModule {}
