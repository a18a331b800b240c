import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { MembersModule } from '../members';
import { TouchSender } from './sender';
import { TouchesStore } from './store';
import { TouchesService } from './touches.service';
import { WelcomeTouch } from './welcome';

@Module({
  imports: [BrandsModule, MembersModule],
  providers: [TouchesStore, TouchesService, TouchSender, WelcomeTouch],
  exports: [TouchesService],
})
export class TouchesModule {}
