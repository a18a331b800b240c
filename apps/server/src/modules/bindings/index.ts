export { BindingsService, PROTECTED_MS, type BindingView, type BoundGuide } from './bindings.service';
export { BindingsModule } from './module';
export { GuideScans } from './scans.queries';
