export { Adjustments } from './adjustments.service';
export { adjustmentTables } from './entities';
export { AdjustmentsModule } from './module';
export { OpeningBalances } from './opening.service';
