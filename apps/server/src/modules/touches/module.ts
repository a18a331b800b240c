import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { ExpiryNotices } from './expiry-notices';
import { TouchSender } from './sender';
import { TouchesStore } from './store';
import { TouchesService } from './touches.service';
import { WelcomeTouch } from './welcome';

@Module({
  imports: [BrandsModule, MembersModule, LedgerModule],
  providers: [TouchesStore, TouchesService, TouchSender, WelcomeTouch, ExpiryNotices],
  exports: [ExpiryNotices, TouchesService],
})
export class TouchesModule {}
