import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Settings } from '../../env.ts'
import { findings, type Finding } from './finding.ts'

/** What stands there says about itself, if it is one of us. */
const ourReadiness = async (port: number) => {
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(2_500) })
  try {
    const alive = (await (await ask('/livez')).json()) as { ok?: unknown }
    if (alive.ok !== true) return undefined
    const response = await ask('/readyz')
    return response.ok ? 'ready' : ((await response.json()) as { detail?: string }).detail
  } catch {
    return undefined // something else, that speaks otherwise or not at all
  }
}

/** Whether the web process can listen: the port is free, or it is there already. */
export const checkPort = async ({ PORT, HOST }: Settings): Promise<Finding[]> => {
  const { good, warning, wrong } = findings('Port')
  const server = createServer()
  const listening = once(server, 'listening')
  server.listen(PORT, HOST)
  try {
    await listening
    server.close()
    return good(`${PORT} is free.`)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EACCES')
      return wrong(
        `${PORT} may not be used by this account.`,
        'Choose a PORT above 1023, and a proxy before it.',
      )
    if (code !== 'EADDRINUSE') return wrong(`cannot listen at ${HOST}: ${message}`, 'Correct HOST.')
    const readiness = await ourReadiness(PORT)
    if (readiness === 'ready') return good(`Hirewire runs at ${PORT} and takes requests.`)
    if (readiness)
      return warning(`Hirewire runs at ${PORT} and takes no requests: ${readiness}`, 'See above.')
    return wrong(`${PORT} is taken by something else.`, `Stop that, or choose another: PORT=${PORT + 1}.`)
  }
}
