export { BindingsService, PROTECTED_MS, type BindingView, type BoundGuide } from './bindings.service';
export { bindingTables } from './entities';
export { BindingsModule } from './module';
