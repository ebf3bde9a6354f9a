import { available } from '../../support/require.ts'
import { startBare, startProduct, type Row } from '../bench.ts'
import { startRedis } from '../redis.ts'
import { perDelivery, prepare } from './fan-out.ts'
import { rewind } from './moving.ts'

const figure = 'two nodes over Redis, one room of 500'

/** The room of 500 shared by two nodes: what a delivery costs both together. The bare ones have Socket.IO's adapter. */
export const redis: Row = async bench => {
  const program = available('redis-server')
  if (!program) return [{ figure, why: 'skipped: there is no redis-server' }]
  const copy = await bench.cluster.copy()
  const env = { REDIS_URL: await startRedis(program) }
  const first = await startProduct(bench, copy.url, env)
  const second = await startProduct(bench, copy.url, env)
  const bareEnv = { REDIS_URL: await startRedis(program) }
  const room = `job:${bench.world.hot.job}`
  const bare = [await startBare(room, bareEnv), await startBare(room, bareEnv)]
  const sides = {
    ours: await prepare(bench, { nodes: [first, second], rewind: () => rewind({ copy, server: first }) }),
    other: await prepare(bench, { nodes: bare, rewind: async () => {} }),
  }
  return perDelivery(bench, sides, { where: figure, most: 1.4 })
}
