import { adjustmentRoutes } from './adjustments.routes';
import { earningRoutes } from './earning.routes';
import { giftRoutes } from './gifts.routes';
import { guideRoutes } from './guides.routes';
import { importsRoutes } from './imports.routes';
import { insightsRoutes } from './insights.routes';
import { ledgerRoutes } from './ledger.routes';
import { memberRoutes } from './members.routes';
import { openRoutes } from './open.routes';
import { pointsRoutes } from './points.routes';
import { sessionRoutes } from './session.routes';
import { settlementRoutes } from './settlement.routes';
import { spendingRoutes } from './spending.routes';
import { systemRoutes } from './system.routes';
import { tierRoutes } from './tiers.routes';

/** Every route of the product by its name. */
export const routes = {
  ...sessionRoutes,
  ...memberRoutes,
  ...pointsRoutes,
  ...guideRoutes,
  ...earningRoutes,
  ...insightsRoutes,
  ...ledgerRoutes,
  ...importsRoutes,
  ...openRoutes,
  ...spendingRoutes,
  ...giftRoutes,
  ...adjustmentRoutes,
  ...settlementRoutes,
  ...systemRoutes,
  ...tierRoutes,
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;
