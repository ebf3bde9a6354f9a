import { AsyncLocalStorage } from 'node:async_hooks'

/** What belongs to one request or socket command and would otherwise be handed through every function. */
export interface RequestContext {
  requestId: string
  /** Idempotency: sent twice, done once. `fingerprint` is of the input, so that one id cannot mean two things. */
  command?: { id: string; fingerprint: string }
  replayed?: boolean
}

const storage = new AsyncLocalStorage<RequestContext>()

export const withContext = storage.run.bind(storage)
export const requestContext = () => storage.getStore()
