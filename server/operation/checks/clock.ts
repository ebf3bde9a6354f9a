import { connected } from './connection.ts'
import { findings, type Finding } from './finding.ts'

const mostApartMs = 2_000

/** Whether this machine and the database agree on the time: deadlines, codes and sessions end by both. */
export const checkClock = (url: string) =>
  connected(url, async (client): Promise<Finding[]> => {
    const { good, warning } = findings('Clock')
    const began = Date.now()
    const { rows } = await client.query<{ ms: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
    )
    const apart = Math.round(rows[0]!.ms - (began + Date.now()) / 2)
    const found = `the database’s is ${Math.abs(apart).toLocaleString('en')} ms ${apart < 0 ? 'behind' : 'ahead'}.`
    return Math.abs(apart) > mostApartMs
      ? warning(found, 'Let both machines follow a time server (NTP).')
      : good(found)
  })
