export { TransferScreen as default } from '@/features/transfer/list';
