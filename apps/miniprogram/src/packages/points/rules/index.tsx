export { RulesScreen as default } from '@/features/points/rules';
