export { Adjustments, type AdjustmentOfMany } from './adjustments.service';
export { adjustmentLimits } from './settings';
export { AdjustmentsModule } from './module';
export { OpeningBalances } from './opening.service';
export { AdjustmentPages } from './pages.service';
