import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { PoliciesController, PolicyController } from './controllers';
import { PrivacyPolicies } from './policies.service';

@Module({
  imports: [BrandsModule],
  controllers: [PoliciesController, PolicyController],
  providers: [PrivacyPolicies],
  exports: [PrivacyPolicies],
})
export class PrivacyModule {}
