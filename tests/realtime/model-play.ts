import type { BoardState } from '../../realtime/apply.ts'
import type { CommandInput, CommandName } from '../../realtime/registry.ts'
import type { Person } from '../support/people.ts'

export const at = <Item>(items: readonly Item[], index: number) => items[index % items.length]!

/** Who plays, on what; and how commands are sent: over the person's own line, or by HTTP to one of the nodes. */
export interface Play {
  job: string
  cards: string[]
  candidates: Person[]
  /** Put forward, and not on the board yet. */
  spares: Person[]
  manager: Person
  recruiters: Person[]
  client: Person
  agency: Person
  interviewers: Person[]
  board(person: Person): BoardState | undefined
  send<Name extends CommandName>(person: Person, name: Name, input: CommandInput<Name>): Promise<unknown>
  ask(person: Person, method: 'POST' | 'PUT' | 'PATCH', path: string, body?: object): Promise<unknown>
  sql<Row>(text: string, params?: unknown[]): Promise<Row[]>
}

/** Numbers from which each step takes what it needs. */
export interface Chance {
  card: number
  by: number
  of: number
}

/** What people do, by its name. Whoever may not, or comes too late, is refused, which is a fine answer. */
export type Acts = Record<string, (play: Play, chance: Chance) => Promise<unknown> | undefined>

/** Any of the rows that this question finds. */
export const any = async <Row>({ sql }: Play, index: number, text: string, params: unknown[]) => {
  const rows = await sql<Row>(text, params)
  return rows.length ? at(rows, index) : undefined
}

export const staffOf = (play: Play) => [...play.recruiters, play.manager]

export const everybody = (play: Play) => [
  ...staffOf(play),
  play.client,
  ...play.interviewers,
  ...play.candidates,
]
export const personNamed = (play: Play, id: string) => everybody(play).find(person => person.id === id)
