import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from './guard';
import { RefusalFilter, ReplyInterceptor } from './replies';

/** The guard, the reply contract and the error shape, for every controller. */
@Module({
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
    { provide: APP_FILTER, useClass: RefusalFilter },
  ],
})
export class HttpModule {}
