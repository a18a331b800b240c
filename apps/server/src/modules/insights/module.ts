import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { AssetsService } from './assets.service';
import { CardsService } from './cards.service';
import { InsightsController } from './controller';
import { CrowdService } from './crowd.service';
import { CrowdQueries } from './crowd.queries';
import { FactsService } from './facts.service';
import { FactsQueries } from './facts.queries';
import { HistoryQueries } from './history.queries';
import { LayersService } from './layers.service';
import { LayersQueries } from './layers.queries';
import { RosterService } from './roster.service';
import { RosterQueries } from './roster.queries';
import { Snapshots } from './snapshots';
import { SnapshotsQueries } from './snapshots.queries';
import { StarService } from './star.service';
import { StarQueries } from './star.queries';
import { TimelineService } from './timeline.service';
import { TimelineQueries } from './timeline.queries';

const stores = [
  CrowdQueries,
  FactsQueries,
  HistoryQueries,
  LayersQueries,
  RosterQueries,
  SnapshotsQueries,
  StarQueries,
  TimelineQueries,
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
