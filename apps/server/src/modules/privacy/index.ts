export { PrivacyModule } from './module';
export { PrivacyPolicies } from './policies.service';
