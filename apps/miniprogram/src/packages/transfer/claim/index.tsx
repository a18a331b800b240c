export { ClaimScreen as default } from '@/features/transfer/claim';
