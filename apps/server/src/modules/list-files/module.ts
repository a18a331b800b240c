import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { MembersModule } from '../members';
import { ListFilesController } from './controller';
import { ListFolder } from './folder';
import { LeftListFiles } from './left-files';
import { FileLists } from './lists';
import { FileNames } from './names';
import { ListFilesService } from './service';
import { ListWriter } from './writer';

@Module({
  imports: [AuditModule, BrandsModule, IdentityModule, MembersModule],
  controllers: [ListFilesController],
  providers: [FileLists, FileNames, LeftListFiles, ListFilesService, ListFolder, ListWriter],
})
export class ListFilesModule {}
