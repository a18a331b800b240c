import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { RefusalFilter } from './replies';

/** The shape of errors, for what Nest still answers by itself: addresses that nobody serves, and broken bodies. */
@Module({ providers: [{ provide: APP_FILTER, useClass: RefusalFilter }] })
export class HttpModule {}
