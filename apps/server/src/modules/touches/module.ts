import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { TouchErasure } from './erasure';
import { TouchExport } from './export';
import { ExpiryNotices } from './expiry-notices';
import { TouchSender } from './sender';
import { TouchesQueries } from './queries';
import { TouchesService } from './touches.service';
import { WelcomeTouch } from './consumers';

@Module({
  imports: [BrandsModule, MembersModule, LedgerModule],
  providers: [
    TouchErasure,
    TouchExport,
    TouchesQueries,
    TouchesService,
    TouchSender,
    WelcomeTouch,
    ExpiryNotices,
  ],
  exports: [ExpiryNotices, TouchesService],
})
export class TouchesModule {}
