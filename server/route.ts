import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Role } from '../db/entities/user.ts'
import type { Actor } from './actor.ts'
import { invalid, type ErrorCode, type FieldError } from './errors.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Who may call it at all: everybody, everybody who is signed in, or these roles. What they may see is the policy's. */
export type Who = 'everyone' | 'signed_in' | readonly Role[]

type AnyObject = z.ZodObject
type Out<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<never, never>

interface Asked<W extends Who, Params, Query, Body> {
  actor: W extends 'everyone' ? Actor | null : Actor
  params: Out<Params>
  query: Out<Query>
  body: Out<Body>
  request: Request
  response: Response
}

interface Declaration<W extends Who, Params, Query, Body, Answer> {
  method: Method
  /** With `{name}` for parameters, below `/api`: `/applications/{id}/move`. */
  path: string
  summary: string
  /** The group it stands under in the documentation: the feature. */
  tag: string
  who: W
  params?: Params
  query?: Query
  body?: Body
  /** What a success looks like, for the documentation and the tests. */
  answer: z.ZodType<Answer>
  /** The media type of a success that is no JSON. */
  media?: string
  status?: 200 | 201 | 202 | 204
  /** Errors of its own, beside those every route has. */
  errors?: readonly ErrorCode[]
  /** Largest body, in bytes: 32 KiB unless told, and of a route without one as little as can be said to be wrong. */
  limit?: number
  /** Of a route that no person calls: throws 401 unless the caller proves otherwise who it is, before its body is read. */
  guard?: (request: Request) => void
  handle(asked: Asked<W, Params, Query, Body>): Promise<unknown>
}

/** A route as the router, the documentation and the access test read it. */
export interface Route {
  method: Method
  path: string
  summary: string
  tag: string
  who: Who
  params?: AnyObject | undefined
  query?: AnyObject | undefined
  body?: AnyObject | undefined
  answer: z.ZodType
  media?: string | undefined
  status: number
  errors: readonly ErrorCode[]
  limit: number
  guard?: ((request: Request) => void) | undefined
  handle(asked: Asked<Who, never, never, never>): Promise<unknown>
}

/** Declares a route: validation, policy, documentation and types from the one object. */
export const route = <
  const W extends Who,
  Params extends AnyObject | undefined = undefined,
  Query extends AnyObject | undefined = undefined,
  Body extends AnyObject | undefined = undefined,
  Answer = unknown,
>(
  declaration: Declaration<W, Params, Query, Body, Answer>,
): Route => ({ status: 200, errors: [], limit: (declaration.body ? 32 : 1) * 1_024, ...declaration })

const pointer = (path: PropertyKey[]) => path.map(part => `/${String(part)}`).join('')

const fieldErrors = ({ issues }: Pick<z.core.$ZodError, 'issues'>, under = ''): FieldError[] =>
  issues.flatMap(issue => {
    const here = under + pointer(issue.path)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({
        pointer: here + pointer([key]),
        code: 'unknown_field',
        detail: 'is not a field here.',
      }))
    // What is wrong with a choice is what is wrong with the alternative that comes closest: not one of another type.
    if (issue.code === 'invalid_union' && issue.errors.length) {
      const ofType = issue.errors.filter(
        issues => !issues.some(({ code, path }) => code === 'invalid_type' && !path.length),
      )
      const wrong = (ofType.length ? ofType : issue.errors).map(issues => fieldErrors({ issues }, here))
      return wrong.toSorted((a, b) => a.length - b.length)[0]!
    }
    return [{ pointer: here, code: issue.code, detail: issue.message }]
  })

/** The input as the schema gives it, or 400 with every issue it has. */
export const parseInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = schema.safeParse(input)
  if (!result.success) throw invalid(fieldErrors(result.error))
  return result.data
}

const nothing = z.strictObject({})

/** Checks all parts of a request at once, so that the caller learns of every mistake in one answer. */
export const parseRequest = (route: Route, request: Request) => {
  const parts = {
    params: (route.params ?? nothing).safeParse(request.params),
    query: (route.query ?? nothing).safeParse(request.query),
    body: (route.body ?? nothing).safeParse(request.body ?? {}),
  }
  const errors = Object.entries(parts).flatMap(([part, result]) =>
    result.error ? fieldErrors(result.error, part === 'body' ? '' : `/${part}`) : [],
  )
  if (errors.length) throw invalid(errors)
  return { params: parts.params.data!, query: parts.query.data!, body: parts.body.data! }
}

/** A short name for an input, so that one command id cannot stand for two. Keys count in any order. */
export const fingerprintOf = (name: string, input: unknown) =>
  createHash('sha256')
    .update(name)
    .update(
      JSON.stringify(input, (_key, value: unknown) =>
        value && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      ) ?? '',
    )
    .digest('base64url')
