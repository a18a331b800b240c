import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { LedgerExplorerController } from './operator.controller';
import { LedgerExplorer } from './explorer.service';
import { LedgerExplorerQueries } from './queries';

@Module({
  imports: [BrandsModule],
  controllers: [LedgerExplorerController],
  providers: [LedgerExplorer, LedgerExplorerQueries],
})
export class LedgerExplorerModule {}
