import type { ServerResponse } from 'node:http'

/**
 * Once it has begun, every answer tells its client to ask no more on this connection (`Connection: close`), those under
 * way included: whoever keeps connections open goes to another node, and finds none of them cut in mid-request.
 */
export const makeFarewell = () => {
  const underWay = new Set<ServerResponse>()
  let begun = false
  const say = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close')
  }
  return {
    watch: (response: ServerResponse) => {
      if (begun) return say(response)
      underWay.add(response)
      response.once('close', () => underWay.delete(response))
    },
    begin: () => {
      begun = true
      for (const response of underWay) say(response)
    },
  }
}
