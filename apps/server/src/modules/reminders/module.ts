import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { MembersModule } from '../members';
import { RemindersController } from './controller';
import { GrantLedger } from './ledger';
import { ReminderAudit, ReminderErasure, ReminderExport } from './parts';
import { WechatPushController } from './push.controller';
import { Reminders } from './service';
import { ReminderTemplatesService } from './templates.service';

@Module({
  imports: [AuditModule, BrandsModule, MembersModule],
  controllers: [RemindersController, WechatPushController],
  providers: [
    GrantLedger,
    ReminderAudit,
    ReminderErasure,
    ReminderExport,
    Reminders,
    ReminderTemplatesService,
  ],
})
export class RemindersModule {}
