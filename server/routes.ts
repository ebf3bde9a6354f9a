import { authRoutes } from './accounts/auth-routes.ts'
import { userRoutes } from './accounts/routes.ts'
import { applicationRoutes } from './applications/routes.ts'
import { boardRoutes } from './boards/routes.ts'
import { candidateRoutes } from './candidates/routes.ts'
import { companyRoutes } from './companies/routes.ts'
import { feedbackRoutes } from './feedback/routes.ts'
import { inboundRoutes } from './inbound/routes.ts'
import { interviewRoutes } from './interviews/routes.ts'
import { invoiceRoutes } from './invoices/routes.ts'
import { jobPostingRoutes } from './job-postings/routes.ts'
import { mailRoutes } from './mail/routes.ts'
import { owedRoutes } from './owed/routes.ts'
import { preferenceRoutes } from './preferences/routes.ts'
import { profileRoutes } from './profiles/routes.ts'
import { placementRoutes } from './placements/routes.ts'
import { proposalRoutes } from './proposals/routes.ts'
import { reminderRoutes } from './reminders/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import type { Route } from './route.ts'
import { shortlistRoutes } from './shortlists/routes.ts'
import { submissionRoutes } from './submissions/routes.ts'
import { threadRoutes } from './threads/routes.ts'

/** Every HTTP route, feature by feature. Router, OpenAPI and the access test read this list. */
export const routes: Route[] = [
  ...authRoutes,
  ...userRoutes,
  ...profileRoutes,
  ...candidateRoutes,
  ...applicationRoutes,
  ...jobPostingRoutes,
  ...boardRoutes,
  ...companyRoutes,
  ...proposalRoutes,
  ...placementRoutes,
  ...shortlistRoutes,
  ...submissionRoutes,
  ...interviewRoutes,
  ...feedbackRoutes,
  ...invoiceRoutes,
  ...owedRoutes,
  ...reminderRoutes,
  ...threadRoutes,
  ...notificationRoutes,
  ...inboundRoutes,
  ...preferenceRoutes,
  ...mailRoutes,
]
