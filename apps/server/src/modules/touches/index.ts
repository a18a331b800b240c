export { ExpiryNotices } from './expiry-notices';
export { pointsArrived } from './templates';
export { TouchesModule } from './module';
export { TouchesService } from './touches.service';
