export { MyDataScreen as default } from '@/features/mydata/mydata';
