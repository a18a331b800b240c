export { TodayScreen as default } from '@/features/guide/today';
