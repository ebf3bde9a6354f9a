import { pooled } from '../../db/statement.ts'
import { networkOf } from '../address.ts'
import { now } from '../clock.ts'
import { notFound, Problem } from '../errors.ts'
import { positionsOf, streamOf } from '../log.ts'
import { makeLimit } from '../rate-limit.ts'
import { hashOfToken } from '../token.ts'
import type { Write } from '../transaction.ts'
import { liveLink, type SharedLink } from './live-link.ts'
import { readShortlist } from './read.ts'

/** Reading again every two seconds, in a handful of windows; and guesses, of which there is nothing to win. */
const makeLimits = () => ({
  link: makeLimit('shared-shortlist', { points: 300, seconds: 60 }),
  misses: makeLimit('shared-shortlist:misses', { points: 60, seconds: 60 }),
})
let limits: ReturnType<typeof makeLimits> | undefined

/** The link behind a token. One 404 for all that do not work, whatever the reason; 429 for who asks too often. */
export const openLink = async (token: string, address: string): Promise<SharedLink> => {
  limits ??= makeLimits()
  const link = await liveLink(pooled, hashOfToken(token), { now: now() })
  if (!link) {
    await limits.misses.take(networkOf(address))
    throw notFound()
  }
  await limits.link.take(link.tokenHash)
  return link
}

/** The same question once more, in the transaction that acts on the answer. */
export const checkLink =
  ({ tokenHash }: SharedLink) =>
  async ({ send, now }: Pick<Write, 'send' | 'now'>) => {
    if (!(await liveLink({ send }, tokenHash, { now, hold: true }))) throw notFound()
  }

/** Whoever loses the account or the job behind a link while they act through it: the link is gone with it. */
export const asGone = (error: unknown) =>
  error instanceof Problem && [401, 403].includes(error.status) ? notFound() : error

/** Changes with everything that this link's audience is told. */
export const tagOf = async ({ id, jobId }: SharedLink) => {
  const stream = streamOf(`job:${jobId}`, 'client')
  const position = (await positionsOf(pooled, [stream])).get(stream)
  return `"${id}-${position ? `${position.epoch}-${position.seq}` : '0'}"`
}

/** What the link shows: its shortlist in the client's cut, and nothing else of the job or the company. */
export const readShared = async ({ actor, jobId, expiresAt }: SharedLink) => ({
  ...(await readShortlist(actor, jobId)),
  for: { name: actor.name },
  expiresAt: expiresAt.toISOString(),
})

const visitMs = 5 * 60_000
const noteEveryMs = 60_000

/** Notes that somebody looks: at most once a minute, and as another visit after five without. */
export const noteView = async ({ id, lastViewedAt }: SharedLink, now: Date) => {
  if (lastViewedAt && now.getTime() - lastViewedAt.getTime() < noteEveryMs) return
  await pooled.send({
    name: 'note-view',
    text: `
      update shortlist_link set last_viewed_at = $2,
        views = views + case when last_viewed_at is null or last_viewed_at < $3 then 1 else 0 end
      where id = $1 and (last_viewed_at is null or last_viewed_at < $4)`,
    values: [id, now, new Date(now.getTime() - visitMs), new Date(now.getTime() - noteEveryMs)],
  })
}
