export { LotScreen as default } from '@/features/points/lot';
