import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { routes } from '../../server/routes.ts'
import { member, password } from '../accounts/members.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const pair = z.strictObject({
  key: z.string().min(1),
  value: z.string(),
  description: z.string().optional(),
  disabled: z.boolean().optional(),
})
const variable = z.strictObject({ key: z.string(), value: z.string(), type: z.literal('string') })

const request = z.strictObject({
  name: z.string().min(1),
  event: z
    .array(
      z.strictObject({
        listen: z.enum(['test', 'prerequest']),
        script: z.strictObject({ type: z.literal('text/javascript'), exec: z.array(z.string()) }),
      }),
    )
    .optional(),
  request: z.strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    description: z.string(),
    auth: z.strictObject({ type: z.literal('noauth') }).optional(),
    header: z.array(pair),
    url: z.strictObject({
      raw: z.string(),
      host: z.array(z.string()),
      path: z.array(z.string().min(1)),
      query: z.array(pair),
      variable: z.array(pair),
    }),
    body: z
      .strictObject({
        mode: z.literal('raw'),
        raw: z.string(),
        options: z.strictObject({ raw: z.strictObject({ language: z.literal('json') }) }),
      })
      .optional(),
  }),
  response: z.array(z.never()),
})

/** The parts of Postman's collection v2.1 that ours has, and no other. */
const collection = z.strictObject({
  info: z.strictObject({
    name: z.string(),
    description: z.string(),
    schema: z.literal('https://schema.getpostman.com/json/collection/v2.1.0/collection.json'),
  }),
  auth: z.strictObject({ type: z.literal('bearer'), bearer: z.array(variable) }),
  variable: z.array(variable),
  item: z.array(z.strictObject({ name: z.string(), item: z.array(request).min(1) })),
})
type Item = z.output<typeof request>
type Collection = z.output<typeof collection>

/** As much of Postman as it takes to make a request of the collection: its variables, its bearer, its test script. */
const postman = ({ item, variable, auth }: Collection, given: Record<string, string>) => {
  const variables = new Map(variable.map(({ key, value }) => [key, value]))
  for (const [key, value] of Object.entries(given)) variables.set(key, value)
  const filled = (text: string) =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => variables.get(name)!)
  const all = item.flatMap(folder => folder.item)

  return {
    variables,
    /** The request of this method and path below `/api`, as it stands, with `:id` filled in. */
    send: async (method: string, asked: string, inPath: Record<string, string> = {}) => {
      const { event = [], request } = all.find(
        one => one.request.method === method && one.request.url.raw === `{{baseUrl}}/api${asked}`,
      )!
      const path = request.url.path.map(part => (part.startsWith(':') ? inPath[part.slice(1)]! : part))
      const headers = request.header.filter(({ disabled }) => !disabled)
      const bearer = `Bearer ${filled(auth.bearer[0]!.value)}`
      const response = await fetch(`${filled(request.url.host[0]!)}/${path.join('/')}`, {
        method: request.method,
        headers: {
          ...Object.fromEntries(headers.map(({ key, value }) => [key, filled(value)])),
          ...(request.auth?.type !== 'noauth' && { authorization: bearer }),
        },
        ...(request.body && { body: filled(request.body.raw) }),
      })
      const answer = await response.json()
      const pm = {
        response: { code: response.status, json: () => answer },
        collectionVariables: { set: (key: string, value: string) => void variables.set(key, value) },
      }
      for (const { listen, script } of event)
        if (listen === 'test') runInNewContext(script.exec.join('\n'), { pm })
      return { status: response.status, body: answer }
    },
  }
}

describe('postman.json', () => {
  const app = hirewire()
  let items: { folder: string; item: Item }[]
  let read: Collection
  beforeAll(async () => {
    read = (await app.call<Collection>(null, 'GET', '/postman.json')).body
    items = read.item.flatMap(folder => folder.item.map(item => ({ folder: folder.name, item })))
  })
  const routeOf = ({ request: { method, url } }: Item) => {
    const path = `/${url.path.slice(1).join('/')}`.replaceAll(/:(\w+)/g, '{$1}')
    return routes.find(route => route.method === method.toLowerCase() && route.path === path)
  }

  it('is a collection of version 2.1', () => {
    expect(collection.safeParse(read).error?.issues ?? []).toEqual([])
    expect(read.variable.map(({ key }) => key)).toEqual(['baseUrl', 'token', 'email', 'password'])
  })

  it('has every route once, in the folder of its tag', () => {
    const found = items.map(({ folder, item }) => {
      const route = routeOf(item)
      expect(route?.tag, item.name).toBe(folder)
      return route
    })
    expect(new Set(found).size).toBe(routes.length)
    expect(found).toHaveLength(routes.length)
  })

  it('has an example for every body that its route takes', () => {
    for (const { item } of items) {
      const { body } = routeOf(item)!
      const text = item.request.body?.raw.replace('{{email}}', 'you@company.example')
      expect(text !== undefined, item.name).toBe(body !== undefined)
      if (body) expect(body.safeParse(JSON.parse(text!)).error?.issues ?? [], item.name).toEqual([])
    }
  })

  it('names each variable of a path, and sends nothing optional unasked', () => {
    for (const { item } of items) {
      const { url, header } = item.request
      expect(url.raw).toBe(`{{baseUrl}}/${url.path.join('/')}`)
      const named = url.path.filter(part => part.startsWith(':')).map(part => part.slice(1))
      expect(
        url.variable.map(({ key }) => key),
        item.name,
      ).toEqual(named)
      for (const { key, disabled } of [...url.query, ...header])
        expect(disabled ?? false, `${item.name} ${key}`).toBe(key !== 'Content-Type')
    }
  })

  it('signs in, and is known from then on: lists jobs, reads the board, moves a card, asks who it is', async () => {
    const world = await makeWorld()
    const { email } = await member('recruiter', world.staffing)
    const card = await makeApplication(world.job, world.people.candidate)
    const { send, variables } = postman(read, { baseUrl: app.url, email, password })

    expect((await send('GET', '/me')).status).toBe(401)
    expect(await send('POST', '/auth/sign-in/email')).toMatchObject({ status: 200 })
    expect(variables.get('token')).toMatch(/\S{20,}/)
    expect(await send('GET', '/me')).toMatchObject({ status: 200, body: { email } })
    const jobs = await send('GET', '/jobs')
    expect(jobs.body.data).toMatchObject([{ id: world.job }])
    const board = await send('GET', '/jobs/:id/board', { id: world.job })
    expect(board.body.columns[0].cards).toMatchObject([{ id: card, version: 1 }])
    const moved = await send('POST', '/applications/:id/move', { id: card })
    expect(moved).toMatchObject({ status: 200, body: { stage: 'screening', version: 2 } })
  })
})
