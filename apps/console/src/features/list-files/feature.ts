import { FileExcelOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'list-files',
      needs: null,
      opens: 'lfl',
      load: () => import('./list-files.page'),
      menu: { name: { zh: '导出文件', en: 'Exported files' }, Icon: FileExcelOutlined, order: 62 },
    },
  ],
};
