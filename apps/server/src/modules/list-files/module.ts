import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { CustomerAdminModule } from '../customer-admin';
import { ListFilesController } from './controller';
import { ListFolder } from './folder';
import { LeftListFiles } from './left-files';
import { ListFilesService } from './service';
import { ListWriter } from './writer';

@Module({
  imports: [AuditModule, BrandsModule, CustomerAdminModule],
  controllers: [ListFilesController],
  providers: [LeftListFiles, ListFilesService, ListFolder, ListWriter],
})
export class ListFilesModule {}
