import { afterAll, beforeAll, expect } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { copyDatabase } from '../support/database.ts'
import { startNode, type Node } from '../support/nodes.ts'

/** Whether all of quality.md's figures are run, or a short cut of them. */
export const full = process.env.FAULTS === 'full'

/**
 * A web node as a process of its own, to be treated badly. It writes errors only, so that any output is one. After the
 * file's tests it must still be there, answer, have written nothing, and end as it is told to.
 */
export const abusedNode = (env: Record<string, string> = {}) => {
  const running = {} as { node: Node; close: () => Promise<void> }
  beforeAll(async () => {
    const copy = await copyDatabase()
    const database = await openDatabase(copy.url, { onError: () => {} })
    running.node = await startNode({ databaseUrl: copy.url, env: { LOG_LEVEL: 'error', ...env } })
    running.close = async () => {
      await database.close()
      await copy.drop()
    }
  })
  afterAll(async () => {
    const { node, close } = running
    if (!node) return
    try {
      expect((await fetch(`${node.url}/livez`)).status).toBe(200)
      expect(await node.stop(), 'its exit code').toBe(0)
      expect(node.output().split('\n', 3)).toEqual([''])
    } finally {
      await node.kill()
      await close()
    }
  })
  return {
    get url() {
      return running.node.url
    },
    get port() {
      return running.node.port
    },
    /** It has not died, nor been replaced. */
    isAlive: () => running.node.child.exitCode === null && running.node.child.signalCode === null,
  }
}
