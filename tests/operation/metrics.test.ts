import { readFileSync } from 'node:fs'
import { io } from 'socket.io-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { openQueue } from '../../jobs/queue.ts'
import { freshly, inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { scrape } from './scrape.ts'

const token = 'a token for Prometheus'
const histogram = /_(bucket|sum|count)$/

describe('/metrics', () => {
  const app = hirewire({ env: { METRICS_TOKEN: token } })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const read = () => scrape(app.url, token)

  it('is for whoever shows the token', async () => {
    const ask = async (authorization?: string) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      return fetch(`${app.url}/metrics`, { headers })
    }
    const wrong = [
      'Bearer',
      'Bearer ',
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Basic ${token}`,
      token,
    ]
    for (const authorization of [undefined, ...wrong]) expect((await ask(authorization)).status).toBe(401)
    const admin = world.people.admin.token
    expect((await ask(`Bearer ${admin}`)).status).toBe(401)
    const right = await ask(`Bearer ${token}`)
    expect(right.status).toBe(200)
    expect(right.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  })

  it('counts requests by the route as it was declared, never by what was asked for', async () => {
    const route = '/api/applications/:id/move'
    const before = (await read()).samples.length
    for (let step = 0; step < 30; step++) {
      await fetch(`${app.url}/nowhere/${step}`)
      await app.call(null, 'get', `/nothing/${step}`)
      await app.call(null, 'post', `/applications/${crypto.randomUUID()}/move`, {})
      await fetch(`${app.url}/jobs/${step}`)
    }
    const name = 'hirewire_http_request_duration_seconds_count'
    const figures = await read()
    expect(figures.value(name, { method: 'POST', route, status: '4xx' })).toBe(30)
    expect(figures.value(name, { method: 'GET', route: 'none', status: '4xx' })).toBe(60)
    expect(figures.value(name, { route: '/jobs/:id' })).toBe(30)
    const routes = new Set(figures.samples.flatMap(({ labels }) => labels.route ?? []))
    expect([...routes].filter(one => /\d/.test(one))).toEqual([])
    expect(figures.samples.length - before).toBeLessThan(60)
  })

  it('counts what happens in rooms', async () => {
    const card = await makeApplication(world.job, world.people.candidate)
    const room = `job:${world.job}`
    const before = await read()
    const { epoch, seq } = await freshly(app.url, world.people.manager, room)
    const seat = await inRoom(app.url, world.people.recruiter, room)
    const socket = io(app.url, { transports: ['websocket'], auth: { token: world.people.manager.token } })
    await until('connected', () => socket.connected)
    await socket.emitWithAck('room:join', { room, epoch, seq })
    await socket.emitWithAck('room:join', { room: `job:${crypto.randomUUID()}` })
    for (const name of ['room:burn', 'room:burn down', '__proto__']) await socket.emitWithAck(name, {})
    await seat.client.send('application:move', { applicationId: card, to: 'screening', version: 1 })
    await until('the move is on the board', () => seat.events.length === 1)

    const after = await read()
    const more = (name: string, labels?: Record<string, string>) =>
      (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0)
    expect(after.value('hirewire_sockets_connected')).toBe(2)
    expect(after.value('hirewire_rooms_followed')).toBe(1)
    expect(after.value('hirewire_tail_lag_seconds')).toBeLessThan(2)
    expect(more('hirewire_events_emitted_total')).toBe(1)
    expect(more('hirewire_commit_to_emit_seconds_count')).toBe(1)
    expect(more('hirewire_room_joins_total', { answer: 'snapshot' })).toBe(2)
    expect(more('hirewire_room_joins_total', { answer: 'tail' })).toBe(1)
    const messages = 'hirewire_socket_messages_total'
    expect(more(messages, { event: 'application:move', outcome: 'ok' })).toBe(1)
    expect(more(messages, { event: 'room:join', outcome: 'not_found' })).toBe(1)
    expect(more(messages, { event: 'unknown', outcome: 'unknown_event' })).toBe(3)
    expect(after.samples.filter(({ labels }) => /burn|proto/.test(labels.event ?? ''))).toEqual([])
    socket.disconnect()
    seat.close()
  })

  it('counts whoever is put out, and what is refused for its number', async () => {
    const room = `job:${world.job}`
    const [client, recruiter] = [
      await signedIn('client', world.employer),
      await signedIn('recruiter', world.staffing),
    ]
    const before = await read()
    const sockets = await Promise.all(
      [client, recruiter].map(async person => {
        const socket = io(app.url, { transports: ['websocket'], auth: { token: person.token } })
        await until('connected', () => socket.connected)
        await socket.emitWithAck('room:join', { room })
        return socket
      }),
    )
    const many = Array.from({ length: 60 }, () => sockets[0]!.emitWithAck('room:leave', { room }))
    await Promise.all(many)
    await app.sql('delete from session where id = $1', [recruiter.sessionId])
    await until('they are put out', () => !sockets[1]!.connected)
    const after = await read()
    expect(after.value('hirewire_evictions_total', { reason: 'session' })).toBe(1)
    expect(after.value('hirewire_rate_limited_total')!).toBeGreaterThan(
      before.value('hirewire_rate_limited_total') ?? 0,
    )
    for (const socket of sockets) socket.disconnect()
  })

  it('tells of the queues and mails from the database, which any node can', async () => {
    // Nobody works the queues here: what the move above left for `notify` waits.
    const first = await read()
    expect(first.value('hirewire_jobs_due', { queue: 'notify' })).toBe(1)
    expect(first.value('hirewire_jobs_oldest_seconds', { queue: 'notify' })).toBeGreaterThan(0)
    expect(first.value('hirewire_jobs_oldest_seconds', { queue: 'deliver-email' })).toBe(0)
    expect(first.value('hirewire_mail_effects_unresolved')).toBe(0)

    const queue = await openQueue(process.env.DATABASE_URL!, {
      work: true,
      supervise: false,
      onError: error => expect.unreachable(error.message),
    })
    await queue.send('close-expired-jobs', {})
    const [job] = await queue.fetch('close-expired-jobs')
    await queue.fail('close-expired-jobs', job!.id)
    await queue.supervise('close-expired-jobs')
    await queue.stop({ graceful: false })
    await app.sql(`insert into effect (key, claimed_at, done_at) values
      ('cut-off', now() - interval '5 minutes', null), ('sent', now() - interval '5 minutes', now()), ('under-way', now(), null)`)
    const second = await read()
    expect(second.value('hirewire_jobs_failed', { queue: 'close-expired-jobs' })).toBe(1)
    expect(second.value('hirewire_jobs_failed', { queue: 'notify' })).toBe(0)
    expect(second.value('hirewire_mail_effects_unresolved')).toBe(1)
    expect(second.value('hirewire_mail_effects_unknown')).toBe(0)
    await app.sql(`update effect set unknown_at = now() where key = 'cut-off'`)
    const third = await read()
    expect(third.value('hirewire_mail_effects_unresolved')).toBe(0)
    expect(third.value('hirewire_mail_effects_unknown')).toBe(1)
    expect(second.value('hirewire_pool_connections', { state: 'total' })).toBeGreaterThan(0)
    expect(second.value('hirewire_ready')).toBe(1)
  })

  it('has every figure that the dashboard shows and the alerts ask for', async () => {
    const names = new Set((await read()).samples.map(({ name }) => name))
    const labelled = await (
      await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    ).text()
    for (const [, name] of labelled.matchAll(/^# TYPE (\S+)/gm)) names.add(name!)
    const dashboard = readFileSync('server/operation/grafana-dashboard.json', 'utf8')
    const alerts = readFileSync('server/operation/alerts.yml', 'utf8')
    for (const [file, text] of Object.entries({ dashboard, alerts })) {
      const asked = new Set(text.match(/\b(hirewire|nodejs|process)_\w+/g))
      expect(asked.size, file).toBeGreaterThan(6)
      const missing = [...asked].filter(name => !names.has(name) && !names.has(name.replace(histogram, '')))
      expect(missing, file).toEqual([])
    }
  })
})

describe('the dashboard', () => {
  interface Panel {
    type: string
    title: string
    datasource?: { uid: string }
    gridPos: { x: number; y: number; w: number; h: number }
    targets?: { expr: string; datasource: { uid: string } }[]
  }
  const dashboard = JSON.parse(readFileSync('server/operation/grafana-dashboard.json', 'utf8')) as {
    title: string
    uid: string
    schemaVersion: number
    templating: { list: { name: string; type: string; query: string }[] }
    panels: Panel[]
  }

  it('can be imported: every panel asks something of the chosen Prometheus', () => {
    expect(dashboard).toMatchObject({ title: 'Hirewire', uid: 'hirewire' })
    expect(dashboard.schemaVersion).toBeGreaterThan(30)
    expect(dashboard.templating.list).toContainEqual(
      expect.objectContaining({ name: 'datasource', type: 'datasource', query: 'prometheus' }),
    )
    const panels = dashboard.panels.filter(({ type }) => type !== 'row')
    expect(panels.length).toBeGreaterThan(10)
    for (const panel of panels) {
      expect(panel.datasource?.uid, panel.title).toBe('${datasource}')
      expect(panel.targets?.length, panel.title).toBeGreaterThan(0)
      for (const { expr, datasource } of panel.targets!) {
        expect(datasource.uid).toBe('${datasource}')
        expect(expr.split('(').length, expr).toBe(expr.split(')').length)
      }
    }
  })

  it('has no panel upon another', () => {
    const taken = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    )
    expect(new Set(taken).size).toBe(taken.length)
  })
})

describe('the alerts', () => {
  it('each say what to do', () => {
    const rules = readFileSync('server/operation/alerts.yml', 'utf8').split('- alert: ').slice(1)
    expect(rules.length).toBeGreaterThan(7)
    for (const rule of rules)
      for (const part of ['expr: ', 'severity: ', 'summary: ', 'description: ']) expect(rule).toContain(part)
  })
})
