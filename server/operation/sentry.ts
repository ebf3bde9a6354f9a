import type { ErrorEvent } from '@sentry/node'
import { env } from '../env.ts'
import { collectFaults } from '../faults.ts'
import { scrubAll } from '../scrub.ts'

/** Nothing that belongs to a person: what went wrong and where is enough, and the request id leads to the logs. */
const withoutPeople = ({ request: _, user: __, breadcrumbs: ___, ...event }: ErrorEvent): ErrorEvent => ({
  ...event,
  ...(event.message && { message: scrubAll(event.message) }),
  ...(event.extra && { extra: scrubAll(event.extra) }),
  exception: {
    values: event.exception?.values?.map(one => ({ ...one, value: scrubAll(one.value) })) ?? [],
  },
})

const nothing = {
  userInfo: false,
  cookies: false,
  httpHeaders: false,
  httpBodies: [],
  urlQueryParams: false,
  databaseQueryData: false,
  queues: false,
  stackFrameVariables: false,
}

/**
 * Sends what nobody foresaw to Sentry, if SENTRY_DSN is set: then only is it loaded (a fifth of a second). Errors alone:
 * it watches no requests, no console and no queries, and the handlers of the process's end are our own.
 */
export const openSentry = async () => {
  const { SENTRY_DSN, NODE_ENV } = env()
  if (!SENTRY_DSN) return
  const sentry = await import('@sentry/node')
  sentry.initWithoutDefaultIntegrations({
    dsn: SENTRY_DSN,
    environment: NODE_ENV,
    integrations: [sentry.linkedErrorsIntegration(), sentry.contextLinesIntegration()],
    dataCollection: nothing,
    enableRuntimeChannelInjection: false,
    sendClientReports: false,
    beforeSend: withoutPeople,
  })
  collectFaults({
    capture: (error, what, { requestId, jobId, ...rest }) => {
      sentry.captureException(error, { tags: { what, request_id: requestId, job_id: jobId, ...rest } })
    },
    flush: withinMs => sentry.flush(withinMs),
  })
}
