export { CustomerScreen as default } from '@/features/guide/customer';
