import { pages } from '../../server/pages/pages.ts'
import type { Route } from '../../server/route.ts'
import { routes } from '../../server/routes.ts'
import type { Listener, Wires } from './wires.ts'

/** What stands for a parameter, by the word before it in the path: `applications` of `/applications/{id}/history`. */
export type Ids = Record<string, string[]>

/** This path with every id there is of what it is about. One that nobody knows an id for fails: it would go unread. */
const filled = (path: string, ids: Ids): string[] => {
  const [parameter, word] = /(?<=\/([\w-]+)\/)(?:\{\w+\}|:\w+)/.exec(path) ?? []
  if (!parameter) return [path]
  if (!ids[word!]) throw new Error(`Who reads ${path}? Say what stands for ${parameter} after ${word}.`)
  return ids[word!]!.flatMap(id => filled(path.replace(parameter, id), ids))
}

/** Lists say more, or something else, when they are asked more. */
const questions: Record<string, string[]> = {
  '/threads/{id}/messages': ['?q=MARK', '?limit=2'],
  '/users': ['?limit=100'],
  '/candidates': ['?q=Secret', '?limit=100'],
  '/applications': ['?limit=100'],
  '/histories': ['?limit=100'],
  '/notifications': ['?limit=100'],
}

const isRead = ({ method, path }: Route) => method === 'get' && !path.startsWith('/auth')

/** Asks for all that can be read of these things, over HTTP and as pages. What is refused is an answer too. */
export const readEverything = async (wires: Wires, who: Listener, ids: Ids) => {
  for (const { path } of routes.filter(isRead))
    for (const here of filled(path, ids))
      for (const query of ['', ...(questions[path] ?? [])]) await wires.call(who, 'GET', here + query)
  for (const { path } of pages.filter(({ path }) => !path.startsWith('/dev')))
    for (const here of filled(path, ids)) await wires.page(who, here)
}

/** Of a job that is open to everybody anybody may want to hear nothing: it changes nothing for others. */
const ofOneself = ['/jobs/{id}/mute']
const isWrite = ({ method, path }: Route) =>
  method !== 'get' && path.includes('{') && !ofOneself.includes(path)

/** Tries every command on each of these things. Only for somebody to whom none of them is anything. */
export const tryEverything = async (wires: Wires, who: Listener, ids: Ids) => {
  const went: string[] = []
  for (const { method, path } of routes.filter(isWrite))
    for (const here of filled(path, ids)) {
      const { status } = await wires.call(who, method, here, {})
      if (status < 400) went.push(`${method} ${path}`)
    }
  return went
}
