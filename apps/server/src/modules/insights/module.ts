import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { AssetsService } from './assets.service';
import { InsightsController } from './controller';
import { SegmentService } from './segment.service';
import { SegmentQueries } from './segment.queries';
import { FactsOfNews } from './facts-of-news';
import { FactsService } from './facts.service';
import { FactsQueries } from './facts.queries';
import { HistoryQueries } from './history.queries';
import { LayerLists } from './layer-lists';
import { LayerListsJob } from './jobs';
import { LayersService } from './layers.service';
import { LayersQueries } from './layers.queries';
import { CustomerList } from './customer-list';
import { CustomerListQueries } from './customer-list.queries';
import { Snapshots } from './snapshots';
import { StarService } from './star.service';
import { StarQueries } from './star.queries';
import { TimelineService } from './timeline.service';

const stores = [
  SegmentQueries,
  FactsQueries,
  HistoryQueries,
  LayersQueries,
  CustomerListQueries,
  StarQueries,
];
const services = [
  AssetsService,
  SegmentService,
  FactsService,
  LayerLists,
  LayersService,
  CustomerList,
  StarService,
  TimelineService,
];

@Module({
  imports: [BrandsModule],
  controllers: [InsightsController],
  providers: [...stores, FactsOfNews, Snapshots, LayerListsJob, ...services],
  exports: services,
})
export class InsightsModule {}
