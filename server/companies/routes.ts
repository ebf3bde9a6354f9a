import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id, listOf } from '../schema.ts'
import { createCompany } from './create.ts'
import { editCompany } from './edit.ts'
import { billingAnswer, companyAnswer } from './presenter.ts'
import { readBilling } from './read-billing.ts'
import { listCompanies, readCompany } from './read.ts'
import { replaceBilling } from './replace-billing.ts'
import { billingInput, companyListQuery, createInput, editInput } from './schema.ts'

const tag = 'Companies'
const params = z.strictObject({ id })

export const companyRoutes = [
  route({
    method: 'get',
    path: '/companies',
    summary: 'The employers you recruit for and the agencies you may invite, by name',
    tag,
    who: staffRoles,
    query: companyListQuery,
    answer: listOf(companyAnswer),
    handle: ({ actor, query }) => listCompanies(actor, query),
  }),
  route({
    method: 'post',
    path: '/companies',
    summary: 'Make a company: an employer you serve, an agency you work with',
    tag,
    who: ['admin', 'manager'],
    body: createInput,
    answer: companyAnswer,
    status: 201,
    handle: ({ actor, body }) => createCompany(actor, body),
  }),
  route({
    method: 'get',
    path: '/companies/{id}',
    summary: 'One company',
    tag,
    who: 'signed_in',
    params,
    answer: companyAnswer,
    handle: ({ actor, params }) => readCompany(actor, params.id),
  }),
  route({
    method: 'patch',
    path: '/companies/{id}',
    summary: 'Change what a company says of itself',
    tag,
    who: [...staffRoles, 'client', 'agency'],
    params,
    body: editInput,
    answer: companyAnswer,
    handle: ({ actor, params, body }) => editCompany(actor, { ...body, companyId: params.id }),
  }),
  route({
    method: 'get',
    path: '/companies/{id}/billing',
    summary: 'What stands on a company’s invoices: your own company’s, or of one that you serve',
    tag,
    who: [...staffRoles, 'client'],
    params,
    answer: billingAnswer,
    handle: ({ actor, params }) => readBilling(actor, params.id),
  }),
  route({
    method: 'put',
    path: '/companies/{id}/billing',
    summary: 'Say what stands on a company’s invoices from now on, and who is sent them',
    tag,
    who: [...staffRoles, 'client'],
    params,
    body: billingInput,
    answer: billingAnswer,
    errors: ['stale'],
    handle: ({ actor, params, body }) => replaceBilling(actor, { ...body, companyId: params.id }),
  }),
]
