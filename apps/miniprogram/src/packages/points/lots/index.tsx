export { LotsScreen as default } from '@/features/points/lots';
