import { expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'

const app = hirewire({ env: { METRICS_TOKEN: '' } })

it('without METRICS_TOKEN there is no /metrics, whatever is shown', async () => {
  for (const authorization of ['Bearer ', 'Bearer undefined'])
    expect((await fetch(`${app.url}/metrics`, { headers: { authorization } })).status).toBe(404)
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404)
})
