import type { Actor } from './actor.ts'
import { actorsNow } from './check-actor.ts'
import {
  claimCommands,
  forgetCommands,
  nameOf,
  storeAnswers,
  type CommandId,
  type DoneBefore,
} from './command-ids.ts'
import { Problem, sessionEnded, toProblem, unavailable } from './errors.ts'
import { gather } from './gather.ts'
import {
  answerBefore,
  commandOf,
  commit,
  markReplayed,
  writeOf,
  type Unit,
  type Write,
} from './transaction.ts'

/** What another transaction holds would keep a whole crowd waiting: whoever asks for it goes alone, and waits alone. */
export const held = Symbol('held')

/**
 * A kind of command that comes in crowds. What they ask for is read and locked in one go, each works on a draft of its
 * own, and what they changed is written in one go.
 */
export interface Crowd<Ask, Draft> {
  /** `wait`: for locks that others hold. Otherwise what is held is left out. */
  open(unit: Unit, asks: Ask[], options: { wait: boolean }): Promise<Opened<Ask, Draft>>
}

export interface Opened<Ask, Draft> {
  /** What one command works on. Throws 404 if there is nothing that this actor may see. */
  draft(ask: Ask, actor: Actor): Draft | typeof held
  /** The command went through: from now on its draft is what is there. */
  keep(draft: Draft): void
  /** Writes all that was kept. */
  save(): Promise<void>
}

interface Piece<Ask, Draft> {
  actor: Actor
  command: CommandId | undefined
  ask: Ask
  alone: boolean
  work(write: Write, draft: Draft): Promise<unknown>
}

type Outcome = { answer: unknown; isReplay?: true } | { error: unknown } | typeof held

/** So many share a commit at the most. One lane: two made the crowds smaller, and a move a third dearer. */
const most = 64
const lanes = 1

/** What the pieces of a unit find: who is still who they were, what was done before, what they may change. */
interface Found<Ask, Draft> {
  isStill: (actor: Actor) => boolean
  before: Map<string, DoneBefore>
  opened: Opened<Ask, Draft>
}

/** One piece of a unit. A refusal leaves nothing behind: what it changed was a draft. */
const decide = async <Ask, Draft>(
  unit: Unit,
  { isStill, before, opened }: Found<Ask, Draft>,
  { actor, command, ask, work }: Piece<Ask, Draft>,
): Promise<Outcome> => {
  const recorded = unit.recorded.length
  try {
    if (!isStill(actor)) throw sessionEnded()
    const done = command && before.get(nameOf(command))
    if (done) return { answer: answerBefore(done, command), isReplay: true }
    const draft = opened.draft(ask, actor)
    if (draft === held) return held
    const answer = await work(writeOf(unit, actor, command?.id ?? null), draft)
    opened.keep(draft)
    return { answer }
  } catch (error) {
    // Anything but a refusal is a fault, and undoes the whole of it.
    if (!(error instanceof Problem)) throw error
    unit.recorded.length = recorded
    return { error }
  }
}

const runTogether = <Ask, Draft>(crowd: Crowd<Ask, Draft>, pieces: Piece<Ask, Draft>[]) =>
  commit(async unit => {
    const actors = pieces.map(({ actor }) => actor)
    const commands = pieces.flatMap(({ command }) => command ?? [])
    const asks = pieces.map(({ ask }) => ask)
    const [isStill, before, opened] = await Promise.all([
      actorsNow(unit, actors),
      claimCommands(unit, commands),
      crowd.open(unit, asks, { wait: pieces.length === 1 && pieces[0]!.alone }),
    ])

    const outcomes: Outcome[] = []
    const answers: (CommandId & { answer: unknown })[] = []
    const unclaimed: CommandId[] = []
    for (const piece of pieces) {
      const outcome = await decide(unit, { isStill, before, opened }, piece)
      outcomes.push(outcome)
      const { command } = piece
      if (!command || before.has(nameOf(command))) continue
      if (outcome !== held && 'answer' in outcome) answers.push({ ...command, answer: outcome.answer })
      else unclaimed.push(command)
    }
    await Promise.all([opened.save(), storeAnswers(unit, answers), forgetCommands(unit, unclaimed)])
    return outcomes
  })

/** Faults of one command, which the others have nothing to do with; a database that is away or busy is everybody's. */
const isOfOne = (error: unknown) => toProblem(error).status === 500

const run = async <Ask, Draft>(crowd: Crowd<Ask, Draft>, pieces: Piece<Ask, Draft>[]): Promise<Outcome[]> => {
  try {
    return await runTogether(crowd, pieces)
  } catch (error) {
    if (pieces.length === 1 || !isOfOne(error)) return pieces.map(() => ({ error }))
    const outcomes: Outcome[] = []
    for (const piece of pieces) outcomes.push(...(await run(crowd, [piece])))
    return outcomes
  }
}

/** Two sendings of one command never share: the second is to find what the first left. */
const fits = <Ask, Draft>(chosen: Piece<Ask, Draft>[], { alone, command }: Piece<Ask, Draft>) => {
  if (!chosen.length) return true
  if (alone || chosen[0]!.alone) return false
  return !command || !chosen.some(other => other.command && nameOf(other.command) === nameOf(command))
}

/**
 * `transaction` for commands that come in crowds: those under way at the same time share a commit, a lone one waits for
 * nothing. A command sees none of it: it reads, decides and changes its draft, and a refusal is its own.
 * `work` makes its checks before its changes, which are of its draft alone; with `alone` it may write what it likes.
 */
export const sharedTransaction = <Ask, Draft>(crowd: Crowd<Ask, Draft>) => {
  const share = gather((pieces: Piece<Ask, Draft>[]) => run(crowd, pieces), { most, lanes, fits })
  return async <Answer>(
    actor: Actor,
    { ask, alone = false }: { ask: Ask; alone?: boolean },
    work: (write: Write, draft: Draft) => Promise<Answer>,
  ): Promise<Answer> => {
    const piece = { actor, command: commandOf(actor), ask, alone, work }
    let outcome = await share(piece)
    if (outcome === held) outcome = (await run(crowd, [{ ...piece, alone: true }]))[0]!
    if (outcome === held) throw unavailable()
    if ('error' in outcome) throw outcome.error
    if (outcome.isReplay) markReplayed()
    return outcome.answer as Answer
  }
}
