import { area, runs } from '../../platform/areas';
import { listFileTables } from './entities';
import { sweepListFiles, writeListFiles } from './jobs';
import { LeftListFiles } from './left-files';
import { listFileMigrations } from './migrations';
import { ListFilesModule } from './module';
import { listFilePersonal } from './personal';
import { ListWriter } from './writer';

export const listFilesArea = area({
  name: 'list-files',
  module: ListFilesModule,
  tables: listFileTables,
  personal: listFilePersonal,
  migrations: listFileMigrations,
  jobs: [
    runs(writeListFiles, ListWriter, (it) => it.runDue()),
    runs(sweepListFiles, LeftListFiles, (it) => it.sweep()),
  ],
});
