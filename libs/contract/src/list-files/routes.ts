import { z } from 'zod';
import { route } from '../route';
import { command, one } from '../shared/shapes';
import { FileAsked, ListFile } from './schemas';

export const routes = {
  fileList: route({
    method: 'POST',
    path: '/operator/list-files',
    access: 'operator',
    summary:
      'Write everything that passes the filters of a list into a CSV file, in the background, for who may read the list; it is logged',
    body: FileAsked,
    reply: ListFile,
    errors: ['LIST_FILES_WAITING'],
  }),
  listFiles: route({
    method: 'GET',
    path: '/operator/list-files',
    access: 'operator',
    summary: 'The latest 20 files of the caller, newest first',
    reply: z.strictObject({ items: z.array(ListFile) }),
    errors: [],
  }),
  listFile: one('operator', '/operator/list-files/:fileId', {
    summary: 'How far one file of the caller is',
    reply: ListFile,
    errors: ['LIST_FILE_UNKNOWN'],
  }),
  listFileContent: one('operator', '/operator/list-files/:fileId/list.csv', {
    summary: 'The file itself, for whoever asked for it and may still read the list; each download is logged',
    reply: z.string(),
    errors: ['LIST_FILE_UNKNOWN', 'LIST_FILE_NOT_READY'],
    wire: 'download',
  }),
  cancelListFile: command('operator', '/operator/list-files/:fileId/cancel', {
    summary: 'Stop writing a file, or remove one that is there',
    body: z.strictObject({}),
    reply: ListFile,
    errors: ['LIST_FILE_UNKNOWN', 'LIST_FILE_NOT_READY'],
  }),
};
