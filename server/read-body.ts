import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Request } from 'express'
import { malformed, tooLarge, unsupportedMediaType } from './errors.ts'

const inflaters = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The body's bytes, inflated where they were compressed. */
const inflated = (request: Request): Readable => {
  const encoding = (request.get('content-encoding') ?? 'identity').toLowerCase()
  if (encoding === 'identity') return request
  if (!Object.hasOwn(inflaters, encoding)) throw unsupportedMediaType()
  return request.pipe(inflaters[encoding as keyof typeof inflaters]())
}

const collect = (request: Request, stream: Readable, limit: number) =>
  new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) return chunks.push(chunk)
      chunks.length = 0
      return reject(tooLarge())
    })
    stream.once('end', () => resolve(Buffer.concat(chunks)))
    stream.on('error', () => reject(malformed()))
    request.once('close', () => {
      if (!request.complete) reject(malformed('The body ended too early.'))
    })
  })

const parse = (bytes: Buffer): unknown => {
  if (!bytes.length) return undefined
  if (!isUtf8(bytes)) throw malformed()
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw malformed()
}

const isJson = (request: Request) => {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(request.get('content-type') ?? '')?.[1]
  return request.is('application/json') && (charset === undefined || /^utf-?8$/i.test(charset))
}

/**
 * The JSON of a request's body, of `limit` bytes at most before and after it is inflated; undefined without one. 413 at
 * the first byte that is too much: nobody waits for the rest, which is thrown away until the server's own timeout. 415
 * for another form, which would otherwise be ignored and its sender never told; 400 for what cannot be read.
 */
export const readBody = async (request: Request, limit: number): Promise<unknown> => {
  if (!hasBody(request)) return undefined
  if (!isJson(request)) throw unsupportedMediaType()
  if (Number(request.get('content-length') ?? 0) > limit) throw tooLarge()
  const stream = inflated(request)
  try {
    return parse(await collect(request, stream, limit))
  } finally {
    request.unpipe()
    if (stream !== request) stream.destroy()
    request.resume()
  }
}
