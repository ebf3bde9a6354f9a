import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import * as clock from '../clock.ts'
import { listInvoices } from '../invoices/list.ts'
import { invoiceListQuery } from '../invoices/schema.ts'
import { policy as placements } from '../placements/policy.ts'
import { parseInput } from '../route.ts'
import { applicationRooms, mostLive } from './application-rooms.ts'
import { invoiceDetailsView } from './invoice-details-view.ts'
import { invoicesView } from './invoice-view.ts'
import { idOf, page } from './page.ts'

const readers = ['admin', 'manager', 'recruiter', 'client'] as const
const limit = 50

/** A parameter of the address, if it says something. */
const given = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : undefined)

/** Hires of whom no invoice is issued yet: in their rooms the next ones are heard of. */
const awaited = async (actor: Actor) => {
  const rows = await sqlOf(database().orm.em.fork())
    .selectFrom('placement as p')
    .leftJoin('invoice as i', join => join.onRef('i.placement_id', '=', 'p.id').on('i.status', '=', 'issued'))
    .select('p.application_id')
    .where(placements.scope(actor))
    .where('p.status', '<>', 'fell_through')
    .where('i.id', 'is', null)
    .orderBy('p.id', 'desc')
    .limit(mostLive / 2)
    .execute()
  return rows.map(row => row.application_id)
}

const invoicesPage = page({
  path: '/invoices',
  who: readers,
  show: async ({ actor, request }) => {
    const { status, from, to, cursor } = request.query
    const asked = { status: given(status), from: given(from), to: given(to) }
    const filters = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const query = parseInput(invoiceListQuery, cursor === undefined ? { limit, ...filters } : { cursor })
    const [list, next] = await Promise.all([listInvoices(actor, query, clock.now()), awaited(actor)])
    const isClient = actor.role === 'client'
    const data = {
      view: invoicesView(list, { asked, isClient, isFirst: cursor === undefined }),
      ownBilling: actor.role === 'admin' ? null : '/company/billing',
      rooms: await applicationRooms(actor, [...next, ...list.data.map(({ application }) => application.id)]),
    }
    return { template: 'invoices', title: 'Invoices', data, script: 'invoices', stylesheet: 'board' }
  },
})

const invoicePage = page({
  path: '/invoices/:id',
  who: readers,
  show: async ({ actor, request }) => {
    const db = sqlOf(database().orm.em.fork())
    const view = await invoiceDetailsView(db, actor, idOf(request), clock.now())
    const { id, version, currency, pay, credit } = view
    const data = {
      view,
      shown: { id, version, currency, pay, credit },
      rooms: await applicationRooms(actor, [view.applicationId]),
    }
    return { template: 'invoice', title: view.title, data, script: 'invoice', stylesheet: 'board' }
  },
})

export const invoicePages = [invoicesPage, invoicePage]
