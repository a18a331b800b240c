export { StatementScreen as default } from '@/features/wallet/statements';
