export { GiftEditor } from './editor.service';
export { GiftsModule } from './module';
export { waitingGifts, type WaitingGift } from './orders.queries';
export { GiftOrders } from './orders.service';
export { PickupCodes } from './pickup-codes';
export { GiftPickups } from './pickups.service';
