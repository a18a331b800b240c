export { PayoutsScreen as default } from '@/features/wallet/payouts';
