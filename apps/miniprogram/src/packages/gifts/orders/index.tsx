export { OrdersScreen as default } from '@/features/gifts/orders';
