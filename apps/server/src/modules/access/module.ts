import { Global, Module } from '@nestjs/common';
import { AUTHENTICATOR } from '../../platform/http';
import { GuidesModule } from '../guides';
import { IdentityModule } from '../identity';
import { MembersModule } from '../members';
import { RequestAuthenticator } from './authenticator';

/** Answers the guard's one question for every route; global, because the guard belongs to no area. */
@Global()
@Module({
  imports: [IdentityModule, MembersModule, GuidesModule],
  providers: [RequestAuthenticator, { provide: AUTHENTICATOR, useExisting: RequestAuthenticator }],
  exports: [AUTHENTICATOR],
})
export class AccessModule {}
