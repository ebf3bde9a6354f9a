import { applicationRoutes } from './applications/routes.ts'
import type { Route } from './route.ts'

/** Every HTTP route, feature by feature. Router, OpenAPI and the access test read this list. */
export const routes: Route[] = [...applicationRoutes]
