export { GiftEditor } from './editor.service';
export { GiftsModule } from './module';
export { GiftOrders } from './orders.service';
export { GiftPickups } from './pickups.service';
