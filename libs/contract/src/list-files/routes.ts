import { z } from 'zod';
import { customerFilters } from '../customer-admin/schemas';
import { route } from '../route';
import { command, one } from '../shared/shapes';
import { customerColumns, ListFile } from './schemas';

export const routes = {
  fileCustomers: route({
    method: 'POST',
    path: '/operator/list-files/customers',
    access: 'operator:customers.read',
    summary: 'Write everybody who passes the filters into a CSV file, in the background; it is logged',
    body: z.strictObject({
      filters: z.strictObject(customerFilters).default({}),
      /** Absent: all of them. */
      columns: z.array(z.enum(customerColumns)).min(1).max(customerColumns.length).optional(),
      /** Of headings, layers and levels. */
      language: z.enum(['zh', 'en']),
    }),
    reply: ListFile,
    errors: ['LIST_FILES_WAITING'],
  }),
  listFiles: route({
    method: 'GET',
    path: '/operator/list-files',
    access: 'operator:customers.read',
    summary: 'The latest 20 files of the caller, newest first',
    reply: z.strictObject({ items: z.array(ListFile) }),
    errors: [],
  }),
  listFile: one('operator:customers.read', '/operator/list-files/:fileId', {
    summary: 'How far one file of the caller is',
    reply: ListFile,
    errors: ['LIST_FILE_UNKNOWN'],
  }),
  listFileContent: one('operator:customers.read', '/operator/list-files/:fileId/list.csv', {
    summary: 'The file itself, for whoever asked for it; each download is logged',
    reply: z.string(),
    errors: ['LIST_FILE_UNKNOWN', 'LIST_FILE_NOT_READY'],
    wire: 'download',
  }),
  cancelListFile: command('operator:customers.read', '/operator/list-files/:fileId/cancel', {
    summary: 'Stop writing a file, or remove one that is there',
    body: z.strictObject({}),
    reply: ListFile,
    errors: ['LIST_FILE_UNKNOWN', 'LIST_FILE_NOT_READY'],
  }),
};
