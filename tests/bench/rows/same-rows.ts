import type { Side } from '../bench.ts'
import { openConnection } from '../load/http.ts'
import type { World } from '../world.ts'

interface Written {
  stream_id: string
  seq: string
  type: string
  actor: object | null
  data: object
}

/** What differs from one move to the next, whoever writes it: instants, the entry's id, the rank. */
const plain = (key: string, value: unknown) => {
  if (key === 'rank') return 'a rank'
  if (typeof value !== 'string') return value
  return /^\d{4}-\d\d-\d\dT/.test(value) ? 'an instant' : value
}
const settled = (events: Written[], historyIds: string[]) => {
  const text = JSON.stringify(events, plain)
  return JSON.parse(historyIds.reduce((all, id) => all.replaceAll(id, 'an entry'), text)) as Written[]
}

/** All that three moves of one card leave behind. */
const movedOnce = async ({ server, copy }: Side, card: string, token: string) => {
  const connection = await openConnection(server.port)
  for (const [step, to] of ['screening', 'interview', 'offer'].entries()) {
    const path = `/api/applications/${card}/move`
    const answer = await connection.ask({ method: 'POST', path, token, body: { to, version: 1 + step } })
    if (answer.status !== 200) throw new Error(`A move was refused: ${answer.body.toString()}`)
  }
  connection.close()
  const history = await copy.sql<{ id: string }>(
    `select id, from_stage, to_stage, by_id, by_name, reason from application_history where application_id = $1 order by at`,
    [card],
  )
  const events = await copy.sql<Written>(
    `select stream_id, seq, type, v, actor, command_id, data from event order by stream_id, seq`,
  )
  const [application] = await copy.sql(
    `select a.stage, a.version, a.shortlist, a.shown_to_client_at is not null as shown, a.waiting_rule,
       a.waiting_since is not null as since, i.candidate_id, i.company_id, i.by_id, i.blind
     from application a left join introduction i on i.application_id = a.id where a.id = $1`,
    [card],
  )
  const jobs = await copy.sql(
    `select name, state, retry_limit, retry_delay, policy, data - 'at' - 'historyId' as data from pgboss.job
     where name = 'notify'`,
  )
  return {
    application,
    history: history.map(({ id: _id, ...entry }) => entry),
    events: settled(
      events,
      history.map(({ id }) => id),
    ),
    jobs,
  }
}

/** Every value inside, by its path. */
const leaves = (value: unknown, at = ''): [string, unknown][] =>
  value && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${at}/${key}`))
    : [[at, value]]

/** A floor that writes less than we do would be no floor: throws, and says where the two differ. Call it before any run. */
export const expectSameRows = async (world: World, ours: Side, floor: Side) => {
  const [card, token] = [world.small.cards[0]!, world.recruiters[0]!]
  const mine = new Map(leaves(await movedOnce(ours, card, token)))
  const theirs = new Map(leaves(await movedOnce(floor, card, token)))
  const differing = [...new Set([...mine.keys(), ...theirs.keys()])].filter(
    path => mine.get(path) !== theirs.get(path),
  )
  if (differing.length)
    throw new Error(
      `The floor writes other rows than the product: bring servers/floor-move.ts up to date. (${differing
        .slice(0, 5)
        .map(path => `${path}: ours ${String(mine.get(path))}, the floor’s ${String(theirs.get(path))}`)
        .join('; ')})`,
    )
}
