export { StatementsScreen as default } from '@/features/wallet/statements';
