import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { LedgerExplorerController } from './operator.controller';
import { LedgerExplorer } from './explorer.service';
import { LedgerExplorerStore } from './store';

@Module({
  imports: [BrandsModule],
  controllers: [LedgerExplorerController],
  providers: [LedgerExplorer, LedgerExplorerStore],
})
export class LedgerExplorerModule {}
