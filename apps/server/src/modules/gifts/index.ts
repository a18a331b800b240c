export { GiftEditor } from './editor.service';
export { GiftsModule } from './module';
export { GiftOrders } from './orders.service';
export { PickupCodes } from './pickup-codes';
export { GiftPickups } from './pickups.service';
