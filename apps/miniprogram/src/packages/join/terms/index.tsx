export { TermsScreen as default } from '@/features/join/terms';
