export { PickupScreen as default } from '@/features/pickup/pickup';
