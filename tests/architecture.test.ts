import { describe, expect, it } from 'vitest'
import { breaches, featureOf, isCommand, nameOf, sourceOf, sources, type Source } from './support/sources.ts'

/** Modules that run in a browser as well. */
const inBrowser =
  /^templates\/web\/|^realtime\/(apply|client|client-\w+)\.ts$|^server\/applications\/(stages|by-rank)\.ts$/

/** The layers, and which of them each may import. */
const layers: Record<string, string[]> = {
  db: ['db'],
  queue: ['queue', 'db'],
  browser: ['browser'],
  templates: ['templates', 'browser'],
  server: ['server', 'queue', 'db', 'templates', 'browser'],
  realtime: ['realtime', 'server', 'db', 'browser'],
  jobs: ['jobs', 'queue', 'server', 'db'],
}

const layerOf = (file: string) => {
  if (inBrowser.test(file)) return 'browser'
  if (/^jobs\/(catalog|queue)\.ts$/.test(file)) return 'queue'
  return file.split('/', 1)[0]!
}
const fits = (from: string, to: string) => layers[layerOf(from)]!.includes(layerOf(to))

/** Files that put the layers together, and so import against the rule. */
const roots: Record<string, string> = {
  'server/web.ts': 'starts HTTP, sockets and, if asked to, the queues in one process',
  'jobs/main.ts': 'starts the queues’ work, and the hints of what it commits',
  'db/migrate.ts': 'brings tables and queues up to date under one lock',
}

/** Files of the frame that collect something from every feature. No other file of the frame knows a feature. */
const collectors = ['app', 'auth', 'boot', 'events', 'rooms', 'routes', 'web'].map(
  name => `server/${name}.ts`,
)

/** What a feature may ask of another: what it knows, not what it does. */
const knowledge = [
  'queries',
  'policy',
  'presenter',
  'schema',
  'answers',
  'events',
  'event-data',
  'stages',
  'rules',
  'by-rank',
  'waiting',
  'categories',
  'guarantee',
  'fee',
]
/** Steps of a feature that join another's transaction. */
const sharedSteps = [
  'server/accounts/identifiers.ts',
  'server/accounts/make-invited.ts',
  'server/accounts/password-link.ts',
  'server/applications/change-card.ts',
  'server/applications/enter-stage.ts',
  'server/applications/hold-card.ts',
  'server/invoices/fee.ts',
  'server/invoices/follow-placement.ts',
  'server/job-postings/fill.ts',
  'server/mail/deliver.ts',
  'server/mail/mailer.ts',
  'server/mail/unsubscribe-link.ts',
  'server/hooks/guard.ts',
  'server/inbound/reply-address.ts',
  'server/interviews/calendar.ts',
  'server/notifications/put-in-feeds.ts',
  'server/notifications/rights.ts',
  'server/owed/people.ts',
  'server/placements/make.ts',
  'server/preferences/reschedule-digest.ts',
  'server/threads/markdown.ts',
  'server/threads/say.ts',
  'server/threads/write-message.ts',
]
/** The features that show the others to people: they may ask for anything but a command. */
const fronts = ['pages', 'docs', 'operation']

describe('imports', () => {
  it('go one way: db ← jobs/{catalog,queue} ← server ← { realtime, jobs }', () => {
    // A browser sees nothing of another layer's types: they are gone before it loads the module
    const rule = (from: Source, to: Source, typeOnly: boolean) =>
      from.file in roots || fits(from.file, to.file) || (layerOf(from.file) === 'browser' && typeOnly)
    expect(breaches(rule)).toEqual([])
  })

  it('break that rule in no more files than are named here', () => {
    const breaks = (root: string) =>
      sourceOf.get(root)?.imports.some(({ of }) => sourceOf.has(of) && !fits(root, of))
    expect(Object.keys(roots).filter(root => !breaks(root))).toEqual([])
  })

  it('need no package in a browser but the socket’s', () => {
    const packages = sources
      .filter(({ file }) => inBrowser.test(file))
      .flatMap(({ imports }) => imports.filter(({ of, typeOnly }) => !typeOnly && !sourceOf.has(of)))
    expect([...new Set(packages.map(({ of }) => of))]).toEqual(['socket.io-client'])
  })

  it('make no circle, but among entities, whose relations are thunks', () => {
    const done = new Set<string>()
    const circles: string[][] = []
    const walk = (file: string, trail: string[]) => {
      const before = trail.indexOf(file)
      if (before >= 0) circles.push([...trail.slice(before), file])
      if (before >= 0 || done.has(file)) return
      for (const { of } of sourceOf.get(file)!.imports) if (sourceOf.has(of)) walk(of, [...trail, file])
      done.add(file)
    }
    for (const { file } of sources) walk(file, [])
    const wrong = circles.filter(circle => !circle.every(file => file.startsWith('db/entities/')))
    expect(wrong.map(circle => circle.join(' → '))).toEqual([])
  })
})

describe('features', () => {
  it('ask each other for what they know, and for shared steps', () => {
    const rule = ({ file }: Source, to: Source) => {
      const [from, other] = [featureOf(file), featureOf(to.file)]
      if (!from || !other || from === other) return true
      if (fronts.includes(from)) return !isCommand(to)
      return knowledge.includes(nameOf(to.file)) || sharedSteps.includes(to.file)
    }
    expect(breaches(rule)).toEqual([])
  })

  it('are known to the frame only where it collects them', () => {
    const isFrame = (file: string) => file.startsWith('server/') && !featureOf(file)
    const rule = ({ file }: Source, to: Source) =>
      !isFrame(file) || !featureOf(to.file) || collectors.includes(file)
    expect(breaches(rule)).toEqual([])
  })
})
