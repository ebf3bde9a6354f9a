import { any, at, type Acts, type Chance, type Play } from './model-play.ts'
import type { Person } from '../support/people.ts'

const stages = ['screening', 'interview', 'offer', 'hired', 'rejected'] as const

/** The card as this person's board shows it. */
const seen = (play: Play, person: Person, { card }: Chance) =>
  play
    .board(person)
    ?.columns.flatMap(column => column.cards)
    .find(({ id }) => id === at(play.cards, card))

/** What is done to cards, and how they come to be. */
export const cardActs = {
  move: (play, chance) => {
    const by = at([...play.recruiters, play.client], chance.by)
    const card = seen(play, by, chance)
    return (
      card &&
      play.send(by, 'application:move', {
        applicationId: card.id,
        version: card.version!,
        to: at(stages, chance.of),
        reason: 'Because.',
      })
    )
  },
  rank: (play, chance) => {
    const by = at(play.recruiters, chance.by)
    const [card, other] = [seen(play, by, chance), seen(play, by, { ...chance, card: chance.of })]
    if (!card || !other || other.id === card.id || other.stage !== card.stage) return undefined
    return play.send(by, 'application:rank', {
      applicationId: card.id,
      version: card.version!,
      before: other.id,
    })
  },
  propose: (play, { card, by }) =>
    play.send(at(play.recruiters, by), 'application:shortlist', { applicationId: at(play.cards, card) }),
  decide: (play, chance) => {
    const card = seen(play, play.client, chance)
    const version = card?.version
    if (!card) return undefined
    const path = `/applications/${card.id}`
    if (chance.of % 3 === 0)
      return play.ask(at(play.recruiters, chance.by), 'POST', `${path}/shortlist/withdraw`, { version })
    if (chance.of % 3 === 1) return play.ask(play.client, 'POST', `${path}/approve`, { version })
    return play.ask(play.client, 'POST', `${path}/decline`, { version, reason: 'No.' })
  },
  leave: (play, { card, of }) =>
    play.ask(
      at(play.candidates, card),
      'POST',
      `/applications/${at(play.cards, card)}/${of % 2 ? 'withdraw' : 'reopen'}`,
    ),
  pause: async play => {
    const [job] = await play.sql<{ status: string }>('select status from job_posting where id = $1', [
      play.job,
    ])
    return play.ask(
      play.manager,
      'POST',
      `/jobs/${play.job}/${job!.status === 'paused' ? 'reopen' : 'pause'}`,
    )
  },
  putForward: (play, { card, by }) => {
    const { name, email } = at(play.spares, card)
    const candidate = { name, email }
    return play.ask(at([...play.recruiters, play.agency], by), 'POST', `/jobs/${play.job}/submissions`, {
      candidate,
    })
  },
  consent: async (play, { card, of }) => {
    const found = await any<{ id: string; candidate_id: string }>(
      play,
      card,
      `select * from submission where job_id = $1 order by id`,
      [play.job],
    )
    const candidate = play.spares.find(({ id }) => id === found?.candidate_id)
    if (!found || !candidate) return undefined
    const verb = at(['accept', 'accept', 'decline', 'withdraw'], of)
    return play.ask(
      verb === 'withdraw' ? at(play.recruiters, of) : candidate,
      'POST',
      `/submissions/${found.id}/${verb}`,
    )
  },
} satisfies Acts
