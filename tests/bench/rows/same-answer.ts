import type { Process } from '../process.ts'
import { openConnection } from '../load/http.ts'

/** Every field of an answer, by its path; the members of a list share theirs. */
const fieldsOf = (value: unknown, at = ''): string[] =>
  value && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) =>
        fieldsOf(inner, `${at}/${Array.isArray(value) ? '*' : key}`),
      )
    : [at]

/** A floor that answers with less than we do would be no floor: throws, and names the fields. `part` is what must be alike. */
export const expectSameAnswer = async (
  ours: Process,
  floor: Process,
  { path, token, part }: { path: string; token: string; part: RegExp },
) => {
  const fields = async ({ port }: Process) => {
    const connection = await openConnection(port)
    const { status, body } = await connection.ask({ method: 'GET', path, token })
    connection.close()
    if (status !== 200) throw new Error(`A read was refused: ${body.toString()}`)
    return new Set(fieldsOf(JSON.parse(body.toString())).filter(field => part.test(field)))
  }
  const [mine, theirs] = [await fields(ours), await fields(floor)]
  const differing = [...mine, ...theirs].filter(field => !mine.has(field) || !theirs.has(field))
  if (!mine.size || differing.length)
    throw new Error(
      `The floor answers ${path} otherwise than the product: bring servers/floor-reads.ts up to date. (${differing.join(', ')})`,
    )
}
