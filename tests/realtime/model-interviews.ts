import { any, at, personNamed, type Acts, type Chance, type Play } from './model-play.ts'

const hour = 3_600_000
/** Few enough times that people want the same. */
const someTime = (index: number) =>
  new Date(Math.ceil(Date.now() / hour) * hour + 24 * hour + (index % 5) * hour).toISOString()

const interviewFor = (play: Play, { card }: Chance) =>
  any<{ id: string; version: number; slot: string | null; candidate: string }>(
    play,
    card,
    `select i.id, i.version, a.candidate_id as candidate,
       (select s.id from interview_slot s where s.interview_id = i.id limit 1) as slot
     from interview i join application a on a.id = i.application_id where i.job_id = $1 order by i.id`,
    [play.job],
  )

/** What is done about interviews, and what is said of them afterwards. */
export const interviewActs = {
  arrange: (play, { card, by, of }) =>
    play.ask(at(play.recruiters, by), 'POST', `/applications/${at(play.cards, card)}/interviews`, {
      title: 'A conversation',
      minutes: 60,
      zone: 'Europe/Berlin',
      panel: of % 2 ? [at(play.interviewers, of).id] : play.interviewers.map(({ id }) => id),
      ...(of % 3 ? { startsAt: someTime(of) } : { slots: [someTime(of), someTime(of + 1)] }),
    }),
  rearrange: async (play, chance) => {
    const found = await interviewFor(play, chance)
    const to =
      chance.of % 2 ? { startsAt: someTime(chance.of) } : { panel: [at(play.interviewers, chance.of).id] }
    return (
      found &&
      play.ask(at(play.recruiters, chance.by), 'PATCH', `/interviews/${found.id}`, {
        version: found.version,
        ...to,
      })
    )
  },
  attend: async (play, chance) => {
    const found = await interviewFor(play, chance)
    if (!found) return undefined
    const path = `/interviews/${found.id}`
    const candidate = personNamed(play, found.candidate)
    if (chance.of % 4 === 0 && candidate && found.slot)
      return play.ask(candidate, 'POST', `${path}/choose`, { slotId: found.slot })
    return play.ask(
      at(play.interviewers, chance.by),
      'POST',
      `${path}/${chance.of % 4 === 1 ? 'decline' : 'accept'}`,
    )
  },
  finish: async (play, chance) => {
    const found = await interviewFor(play, chance)
    const verb = at(['cancel', 'complete', 'complete', 'no-show'], chance.of)
    return (
      found &&
      play.ask(
        at(play.recruiters, chance.by),
        'POST',
        `/interviews/${found.id}/${verb}`,
        verb === 'cancel' ? { reason: 'Ill.' } : {},
      )
    )
  },
  judge: async (play, chance) => {
    const found = await interviewFor(play, chance)
    const overall = at(['strong_no', 'no', 'yes', 'strong_yes'], chance.of)
    return (
      found &&
      play.ask(at(play.interviewers, chance.by), 'PUT', `/interviews/${found.id}/feedback`, {
        overall,
        scores: [],
        ...(chance.of % 2 && { version: 1 }),
      })
    )
  },
} satisfies Acts
