export { ShelfScreen as default } from '@/features/gifts/shelf';
