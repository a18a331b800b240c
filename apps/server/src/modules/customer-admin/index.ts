export { CustomerListService, type Item as CustomerItem, type ListQuery } from './list.service';
export { CustomerAdminModule } from './module';
