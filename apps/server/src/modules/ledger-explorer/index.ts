export { LedgerExplorerModule } from './module';
