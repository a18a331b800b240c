import { guideRoutes } from './guides.routes';
import { importsRoutes } from './imports.routes';
import { insightsRoutes } from './insights.routes';
import { memberRoutes } from './members.routes';
import { openRoutes } from './open.routes';
import { sessionRoutes } from './session.routes';
import { systemRoutes } from './system.routes';

/** Every route of the product by its name. */
export const routes = {
  ...sessionRoutes,
  ...memberRoutes,
  ...guideRoutes,
  ...insightsRoutes,
  ...importsRoutes,
  ...openRoutes,
  ...systemRoutes,
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;
