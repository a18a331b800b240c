export { Adjustments } from './adjustments.service';
export { AdjustmentsModule } from './module';
export { OpeningBalances } from './opening.service';
export { AdjustmentPages } from './pages.service';
