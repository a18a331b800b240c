export { Adjustments, type AdjustmentOfMany } from './adjustments.service';
export { adjustmentLimits } from './settings';
export { AdjustmentsModule } from './module';
export { balanceColumns } from './balance-rows';
export { OpeningBalances } from './opening.service';
export { AdjustmentPages } from './pages.service';
