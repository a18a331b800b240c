import { entry } from '../error-entry';

export const errors = {
  LIST_FILE_UNKNOWN: entry(404, '没有这个导出文件', 'No such file'),
  LIST_FILE_NOT_READY: entry(
    409,
    '文件还没有写好，或已过期、已取消',
    'The file is not written yet, or no longer kept',
  ),
  LIST_FILES_WAITING: entry(
    409,
    '已有 3 个文件在生成，请等其中一个完成或取消后再试',
    'Three files of yours are being written: wait for one of them, or cancel it',
  ),
};
