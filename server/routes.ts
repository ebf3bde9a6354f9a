import { authRoutes } from './accounts/auth-routes.ts'
import { userRoutes } from './accounts/routes.ts'
import { applicationRoutes } from './applications/routes.ts'
import { companyRoutes } from './companies/routes.ts'
import { jobPostingRoutes } from './job-postings/routes.ts'
import type { Route } from './route.ts'

/** Every HTTP route, feature by feature. Router, OpenAPI and the access test read this list. */
export const routes: Route[] = [
  ...authRoutes,
  ...userRoutes,
  ...applicationRoutes,
  ...jobPostingRoutes,
  ...companyRoutes,
]
