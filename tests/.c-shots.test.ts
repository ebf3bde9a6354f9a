import { it } from 'vitest'
import { dispatchInvoices } from '../server/invoices/dispatch.ts'
import { makePlaced, day } from './placements/placed.ts'
import { browserFor } from './support/browser.ts'
import { hirewire } from './support/hirewire.ts'
const app = hirewire()
const { openLive } = browserFor(app)
it('shots', async () => {
  const world = await makePlaced(app)
  const { manager, client } = world.people
  await app.call(manager, 'PUT', `/companies/${world.staffing}/billing`, { zone: 'Europe/Warsaw', address: 'ul. Piotrkowska 12\n90-001 Łódź', taxId: 'PL1', taxBasisPoints: 1900, taxNote: null, billingEmail: null, contactIds: [], iban: 'DE89370400440532013000', bic: null })
  for (const d of [50, 20, 15]) await world.joined(d)
  const last = await world.joined(20)
  await dispatchInvoices(new Date())
  await world.joined(3)
  const { body } = await app.call(manager, 'GET', `/invoices?placementId=${last.id}`)
  const id = body.data[0].id
  await app.call(manager, 'POST', `/invoices/${id}/payments`, { amount: { amount: 100000, currency: 'EUR' }, paidOn: day(0), reference: 'Transfer 17' })
  await app.call(client, 'POST', `/invoices/${id}/dispute`, { reason: 'The salary was lower than that.' })
  await world.change(client, last.id, { status: 'left', leftOn: day(), reason: 'Moved away.', version: last.version })
  await app.call(manager, 'POST', `/invoices/${id}/credit`, { kind: 'guarantee', reason: 'Left inside of the guarantee.' })
  const shoot = async (who: typeof manager, path: string, name: string, options = {}) => {
    const page = await openLive(who, path, options)
    await page.screenshot({ path: `/tmp/partc-${name}.png`, fullPage: true })
    return page
  }
  await shoot(manager, '/invoices', 'list')
  await shoot(client, '/invoices', 'list-n', { viewport: { width: 360, height: 740 } })
  await shoot(manager, `/invoices/${id}`, 'one', { colorScheme: 'dark' })
  await shoot(client, `/invoices/${id}`, 'one-n', { viewport: { width: 360, height: 740 } })
  const p = await shoot(manager, `/invoices/${id}`, 'one-m', { viewport: { width: 1024, height: 740 } })
  await p.getByRole('button', { name: 'Credit…' }).click()
  await p.screenshot({ path: `/tmp/partc-credit.png` })
  await shoot(manager, '/company/billing', 'billing')
  await shoot(client, '/company/billing', 'billing-n', { viewport: { width: 360, height: 740 } })
}, 120000)
