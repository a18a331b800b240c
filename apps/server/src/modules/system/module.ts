import { Module } from '@nestjs/common';
import { TouchesModule } from '../touches';
import { SystemController } from './controller';

@Module({ imports: [TouchesModule], controllers: [SystemController] })
export class SystemModule {}
