import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../server/errors.ts'
import { hirewire } from '../support/hirewire.ts'

describe('the pages of the documentation', () => {
  const app = hirewire()

  it('explains every error code at its own anchor', async () => {
    const page = await app.call<string>(null, 'GET', '/docs/errors')
    expect(page.status).toBe(200)
    for (const [code, [status]] of Object.entries(errorCodes)) {
      expect(page.body).toContain(`id="${code}"`)
      expect(page.body).toMatch(new RegExp(`<code>${code}</code></a> <[^>]+>${status}<`))
    }
  })

  it('is where the type of a problem leads', async () => {
    const refused = await app.call<{ type: string }>(null, 'GET', '/nothing-here')
    const [path, anchor] = refused.body.type.split('#') as [string, string]
    const page = await fetch(`${app.url}${path}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(`id="${anchor}"`)
  })

  it('lets the page of Swagger UI write styles, and nobody else', async () => {
    const policyOf = async (path: string) =>
      (await app.call(null, 'GET', path)).headers.get('content-security-policy')
    expect(await policyOf('/docs')).toContain("style-src 'self' 'unsafe-inline'")
    expect(await policyOf('/docs')).not.toMatch(/script-src [^;]*unsafe/)
    expect(await policyOf('/docs/errors')).not.toContain('unsafe')
    expect(await policyOf('/openapi.json')).not.toContain('unsafe')
  })

  it('serves of Swagger UI what the page needs, and no more', async () => {
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
      expect((await app.call(null, 'GET', `/docs/${file}`)).status, file).toBe(200)
    for (const file of ['index.html', 'package.json', 'swagger-initializer.js', '..%2fpackage.json'])
      expect((await app.call(null, 'GET', `/docs/${file}`)).status, file).toBe(404)
  })
})
