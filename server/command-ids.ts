import type { Sender } from '../db/statement.ts'

/** One sending of a command: whose, under which id, and what it says, in short. */
export interface CommandId {
  actorId: string
  id: string
  fingerprint: string
}

/** A command that was done before, with the answer it was given. */
export interface DoneBefore {
  fingerprint: string
  answer: unknown
}

export const nameOf = ({ actorId, id }: Pick<CommandId, 'actorId' | 'id'>) => `${actorId} ${id}`

/**
 * Claims the ids for this transaction, waiting for twins in flight. Returns those that were done before, by `nameOf`.
 * Always in the same order, so that two transactions never wait for each other.
 */
export const claimCommands = async ({ send }: Sender, commands: CommandId[]) => {
  const done = new Map<string, DoneBefore>()
  if (!commands.length) return done
  const given = JSON.stringify(commands)
  const claimed = await send<Pick<CommandId, 'actorId' | 'id'>>({
    name: 'claim-commands',
    text: `
      insert into command (actor_id, id, fingerprint, answer)
      select "actorId", id, fingerprint, 'null' from json_to_recordset($1::json)
        as c("actorId" uuid, id text, fingerprint text) order by "actorId", id
      on conflict do nothing returning actor_id as "actorId", id`,
    values: [given],
  })
  if (claimed.length === commands.length) return done
  const ours = new Set(claimed.map(nameOf))
  const stored = await send<CommandId & { answer: unknown }>({
    name: 'stored-answers',
    text: `
      select c.actor_id as "actorId", c.id, c.fingerprint, c.answer from command c
      join json_to_recordset($1::json) as g("actorId" uuid, id text) on g."actorId" = c.actor_id and g.id = c.id`,
    values: [given],
  })
  for (const row of stored) if (!ours.has(nameOf(row))) done.set(nameOf(row), row)
  return done
}

/** Keeps the answers, for whoever sends the same again. */
export const storeAnswers = async ({ send }: Sender, answers: (CommandId & { answer: unknown })[]) => {
  if (!answers.length) return
  await send({
    name: 'store-answers',
    text: `
      update command c set answer = g.answer
      from json_to_recordset($1::json) as g("actorId" uuid, id text, answer json)
      where c.actor_id = g."actorId" and c.id = g.id`,
    values: [JSON.stringify(answers.map(one => ({ ...one, answer: one.answer ?? null })))],
  })
}

/** Gives back ids whose command was refused: sent again, it is tried again. */
export const forgetCommands = async ({ send }: Sender, commands: CommandId[]) => {
  if (!commands.length) return
  await send({
    name: 'forget-commands',
    text: `
      delete from command c using json_to_recordset($1::json) as g("actorId" uuid, id text)
      where c.actor_id = g."actorId" and c.id = g.id`,
    values: [JSON.stringify(commands)],
  })
}
