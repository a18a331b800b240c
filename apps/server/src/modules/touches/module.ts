import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { ExpiryNotices } from './expiry-notices';
import { TouchSender } from './sender';
import { TouchesQueries } from './queries';
import { TouchesService } from './touches.service';
import { WelcomeTouch } from './consumers';

@Module({
  imports: [BrandsModule, MembersModule, LedgerModule],
  providers: [TouchesQueries, TouchesService, TouchSender, WelcomeTouch, ExpiryNotices],
  exports: [ExpiryNotices, TouchesService],
})
export class TouchesModule {}
