import type { Express, RequestHandler } from 'express'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { notFound } from '../errors.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** What a browser may load, by its path in the project. The modules run as they stand, only their types are taken out. */
const served = [
  /^templates\/web\/[\w-]+\.(css|svg|ts)$/,
  /^realtime\/(apply|client|client-\w+)\.ts$/,
  /^server\/applications\/(stages|by-rank)\.ts$/,
]
const types: Record<string, string> = {
  '.ts': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

interface Asset {
  mtimeMs: number
  body: string
  etag: string
  /** The modules it asks for, by their path in the project. */
  imports: string[]
}
const cache = new Map<string, Asset>()

/** Read where the types are gone already, so that what is imported for them alone does not count. */
const importsOf = (file: string, body: string) =>
  [...body.matchAll(/^(?:import|export|\}) .*from '(\..+)'/gm)].map(([, target]) =>
    path.posix.join(path.posix.dirname(file), target!),
  )

const load = (file: string): Asset => {
  const full = path.join(root, file)
  const mtimeMs = statSync(full, { throwIfNoEntry: false })?.mtimeMs
  if (mtimeMs === undefined) throw notFound()
  const known = cache.get(file)
  if (known?.mtimeMs === mtimeMs) return known
  const text = readFileSync(full, 'utf8')
  const body = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text
  const asset = {
    mtimeMs,
    body,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`,
    imports: importsOf(file, body),
  }
  cache.set(file, asset)
  return asset
}

const serveAsset: RequestHandler = (request, response) => {
  const file = request.path.slice(1)
  if (!served.some(pattern => pattern.test(file))) throw notFound()
  const { body, etag } = load(file)
  // Asked again each time, answered with 304: after an upgrade nobody runs yesterday's module against today's server.
  response.set({
    ETag: etag,
    'Cache-Control': 'no-cache',
    'Content-Type': `${types[path.extname(file)]}; charset=utf-8`,
  })
  response.send(body)
}

/**
 * The addresses of a page's module and of all it needs. The page names them at once, so that a slow line is asked for
 * everything in one go and not for each after the one that imports it has come.
 */
export const modulesOf = (script: string): string[] => {
  const found = new Set([`templates/web/${script}.ts`])
  for (const file of found) for (const next of load(file).imports) found.add(next)
  const socket = found.has('realtime/client.ts') ? ['/socket.io/socket.io.esm.min.js'] : []
  return [...[...found].map(file => `/assets/${file}`), ...socket]
}

export const mountAssets = (app: Express) => void app.use('/assets', serveAsset)
