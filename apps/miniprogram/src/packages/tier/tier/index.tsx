export { TierScreen as default } from '@/features/tier/tier';
