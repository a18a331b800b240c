import { accessArea } from './modules/access/area';
import { adjustmentsArea } from './modules/adjustments/area';
import { appFaultsArea } from './modules/app-faults/area';
import { auditArea } from './modules/audit/area';
import { avatarsArea } from './modules/avatars/area';
import { bindingsArea } from './modules/bindings/area';
import { brandsArea } from './modules/brands/area';
import { bulkArea } from './modules/bulk/area';
import { customerAdminArea } from './modules/customer-admin/area';
import { customerCardsArea } from './modules/customer-cards/area';
import { earningArea } from './modules/earning/area';
import { eventsArea } from './modules/events/area';
import { exchangeArea } from './modules/exchange/area';
import { giftsArea } from './modules/gifts/area';
import { guideContactsArea } from './modules/guide-contacts/area';
import { goodsArea } from './modules/goods/area';
import { guidesArea } from './modules/guides/area';
import { identityArea } from './modules/identity/area';
import { importsArea } from './modules/imports/area';
import { insightsArea } from './modules/insights/area';
import { ledgerArea } from './modules/ledger/area';
import { ledgerAuditArea } from './modules/ledger-audit/area';
import { ledgerExplorerArea } from './modules/ledger-explorer/area';
import { limitsArea } from './modules/limits/area';
import { listFilesArea } from './modules/list-files/area';
import { memberAppArea } from './modules/member-app/area';
import { membersArea } from './modules/members/area';
import { orderPointsArea } from './modules/order-points/area';
import { ordersArea } from './modules/orders/area';
import { pointsArea } from './modules/points/area';
import { privacyArea } from './modules/privacy/area';
import { sceneCodesArea } from './modules/scene-codes/area';
import { remindersArea } from './modules/reminders/area';
import { settlementArea } from './modules/settlement/area';
import { storesArea } from './modules/stores/area';
import { systemArea } from './modules/system/area';
import { tiersArea } from './modules/tiers/area';
import { touchesArea } from './modules/touches/area';
import { transfersArea } from './modules/transfers/area';
import { schemaOf, type Area } from './platform/areas';

/** Every area of business: the one list to which a new area is added. */
export const areas: readonly Area[] = [
  accessArea,
  adjustmentsArea,
  appFaultsArea,
  auditArea,
  avatarsArea,
  bindingsArea,
  brandsArea,
  bulkArea,
  customerAdminArea,
  customerCardsArea,
  earningArea,
  eventsArea,
  exchangeArea,
  giftsArea,
  guideContactsArea,
  goodsArea,
  guidesArea,
  identityArea,
  importsArea,
  insightsArea,
  ledgerArea,
  ledgerAuditArea,
  ledgerExplorerArea,
  limitsArea,
  listFilesArea,
  memberAppArea,
  membersArea,
  orderPointsArea,
  ordersArea,
  pointsArea,
  privacyArea,
  sceneCodesArea,
  remindersArea,
  settlementArea,
  storesArea,
  systemArea,
  tiersArea,
  touchesArea,
  transfersArea,
];

/** What migrations must build, and the schema test compares with. */
export const schema = schemaOf(areas);
