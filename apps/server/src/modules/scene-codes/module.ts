import { Module } from '@nestjs/common';
import { WechatModule } from '../../wechat';
import { AuditModule } from '../audit';
import { BindingsModule } from '../bindings';
import { BrandsModule } from '../brands';
import { ImportsModule } from '../imports';
import { MembersModule } from '../members';
import { ArrivalsService } from './arrivals.service';
import { SceneCodesService } from './codes.service';
import { SceneCodesController } from './controller';
import { OriginExport } from './export';

@Module({
  imports: [AuditModule, BindingsModule, BrandsModule, ImportsModule, MembersModule, WechatModule],
  controllers: [SceneCodesController],
  providers: [ArrivalsService, OriginExport, SceneCodesService],
  exports: [ArrivalsService],
})
export class SceneCodesModule {}
