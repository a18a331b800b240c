export { GiftScreen as default } from '@/features/gifts/gift';
