import { useWords } from '../../app/language';

const zh = {
  title: '导出文件',
  subtitle: '超过 1,000 条的列表由服务器写成文件；只有你自己能看到和下载，保留 7 天',
  list: '文件',
  what: '内容',
  state: '状态',
  states: {
    queued: '等待中',
    running: '正在写',
    done: '可下载',
    failed: '没有写成',
    cancelled: '已取消',
    expired: '已过期',
  },
  rows: '行数',
  size: '大小',
  started: '申请时间',
  keptUntil: '保留到',
  download: '下载',
  stop: '停止',
  remove: '删除',
  removeTitle: '删除这个文件？',
  removeText: '删除后不能再下载，需要时可以重新导出。',
  keep: '返回',
  failedText: '没能完成：',
  emptyTitle: '还没有导出文件',
  emptyText: '在任何列表右上角点导出：不超过 1,000 条直接下载，更多的写成文件放在这里。',
};

const en: typeof zh = {
  title: 'Exported files',
  subtitle:
    'Lists of more than 1,000 rows are written by the server; only you see and fetch yours, for 7 days',
  list: 'Files',
  what: 'Content',
  state: 'State',
  states: {
    queued: 'Waiting',
    running: 'Being written',
    done: 'Ready',
    failed: 'Not written',
    cancelled: 'Cancelled',
    expired: 'No longer kept',
  },
  rows: 'Rows',
  size: 'Size',
  started: 'Asked for',
  keptUntil: 'Kept until',
  download: 'Download',
  stop: 'Stop',
  remove: 'Delete',
  removeTitle: 'Delete this file?',
  removeText: 'It cannot be fetched afterwards. You can export the list again.',
  keep: 'Back',
  failedText: 'This did not work:',
  emptyTitle: 'No exported files yet',
  emptyText:
    'Export a list by the button above it: up to 1,000 rows come at once, more are written into a file here.',
};

export const useListFileWords = (): typeof zh => useWords({ zh, en });
