import { expect } from 'vitest'
import type { Route } from '../../server/route.ts'
import { routes } from '../../server/routes.ts'

const matches = (route: Route, path: string) =>
  new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`).test(path)

/** Fixed paths before those with parameters, as the router has them. */
const byParameters = routes.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)

/**
 * A success says what its route declares and nothing beside it: a field that nobody wrote down would reach somebody.
 * Paths that are no declared route (pages, the library's own) are left alone.
 */
export const expectDeclaredAnswer = (method: string, path: string, body: unknown) => {
  const [pathname] = path.split('?') as [string]
  const route = byParameters.find(each => each.method === method.toLowerCase() && matches(each, pathname))
  if (!route || route.status === 204) return
  const parsed = route.answer.safeParse(body)
  expect(parsed.error?.issues ?? [], `the answer of ${method} ${route.path}`).toEqual([])
  // A schema that is not strict drops what it does not know
  expect(body, `the answer of ${method} ${route.path}`).toEqual(parsed.data)
}
