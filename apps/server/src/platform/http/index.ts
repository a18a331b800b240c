export { addressOf } from './address';
export { createHttpApp } from './app';
export { Callers, type Caller } from './callers';
export { cookieOf, keepInCookies, refuseForeign } from './cookies';
export { checkAccess } from './guard';
export { handlersOf } from './doors';
export { HttpModule } from './http.module';
export { keyset, keysetSql, type Keyset } from './keyset';
export {
  BY_ID,
  Lists,
  NEWEST_FIRST,
  pageOf,
  placeOfCreated,
  type ById,
  type Newest,
  type Page,
  type PageAsk,
  type Place,
} from './lists';
export {
  AUTHENTICATOR,
  type Authenticator,
  type ConnectorPrincipal,
  type CustomerPrincipal,
  type OperatorPrincipal,
  type Principal,
} from './principal';
export {
  RefusalError,
  refuse,
  type CodeOf,
  type Refusal,
  type RefusalOf,
  type Refuse,
  type RefuseOf,
} from './refusal';
export { showsApiDocs } from './sites';
export {
  Input,
  inputOf,
  RawReply,
  RawRequest,
  Serve,
  Who,
  type InputOf,
  type ReplyFor,
  type ServedRequest,
} from './serve';
