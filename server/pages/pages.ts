import type { Express } from 'express'
import type { RunTimedWork } from '../demo-clock/move.ts'
import { mountDevReply } from '../inbound/dev-routes.ts'
import { accountPages } from './account-pages.ts'
import { mountAssets } from './assets.ts'
import { billingPages } from './billing-pages.ts'
import { boardPages } from './board-pages.ts'
import { clockPages, mountClock } from './clock-pages.ts'
import { devPages, mailOf, mountMailBody } from './dev-pages.ts'
import { homePages } from './home-pages.ts'
import { interviewPages } from './interview-pages.ts'
import { invoicePages } from './invoice-pages.ts'
import { jobPages } from './job-pages.ts'
import { servePage, type Page } from './page.ts'
import { negotiationPages } from './negotiation-page.ts'
import { notificationPages } from './notification-pages.ts'
import { pastBoardPages } from './past-board-page.ts'
import { placementPages } from './placement-pages.ts'
import { profilePages } from './profile-pages.ts'
import { reminderPages } from './reminder-pages.ts'
import { putForwardPages } from './put-forward-pages.ts'
import { mountQueues } from './queues.ts'
import { settingsPages } from './settings-pages.ts'
import { shortlistPages } from './shortlist-pages.ts'
import { mountUnsubscribe, unsubscribePages } from './unsubscribe-pages.ts'
import { waitingPages } from './waiting-pages.ts'

/** Every page, for the router and for the access test. */
export const pages: Page[] = [
  ...accountPages,
  ...homePages,
  ...putForwardPages,
  ...jobPages,
  ...boardPages,
  ...interviewPages,
  ...invoicePages,
  ...billingPages,
  ...negotiationPages,
  ...notificationPages,
  ...pastBoardPages,
  ...profilePages,
  ...reminderPages,
  ...placementPages,
  ...settingsPages,
  ...shortlistPages,
  ...waitingPages,
  ...unsubscribePages,
  ...clockPages,
  ...devPages,
]

/** The pages: server-rendered, then live. The demo's clock does what falls due on its way. */
export const mountPages = (app: Express, runTimedWork: RunTimedWork) => {
  mountAssets(app)
  mountQueues(app)
  mountMailBody(app)
  mountDevReply(app, mailOf)
  mountUnsubscribe(app)
  mountClock(app, runTimedWork)
  for (const page of pages) app.get(page.path, servePage(page))
}
