import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { graceOver, keepAwake } from '../support/waiting-mails.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('mail on every application and stage change', () => {
  const app = hirewire({ worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    await keepAwake(app.sql)
    world = await makeWorld()
  })
  const mails = async (count: number) => {
    await graceOver(app)
    return until(`${count} mails`, async () => {
      const rows = await app.sql('select * from dev_mail order by created_at, recipient')
      return rows.length >= count && rows
    })
  }

  it('tells candidate and recruiters of an application, then of a move, each in their own words', async () => {
    const { candidate, recruiter, recruiter2 } = world.people
    const applied = await app.call(candidate, 'POST', `/jobs/${world.job}/applications`, {
      coverLetter: 'Hello.',
    })
    expect(applied.status, JSON.stringify(applied.body)).toBe(201)
    const first = await mails(2)
    expect(first.map(mail => [mail.recipient, mail.tag]).toSorted()).toEqual(
      [
        [candidate.email, 'application-received'],
        [recruiter.email, 'application-new'],
      ].toSorted(),
    )

    await app.call(recruiter2, 'POST', `/applications/${applied.body.id}/move`, {
      to: 'screening',
      version: 1,
    })
    const all = await mails(4)
    const [toCandidate, toRecruiter] = [candidate, recruiter].map(
      person => all.filter(mail => mail.recipient === person.email)[1]!,
    )
    expect(toCandidate!.text).toMatch(/In review/i)
    expect(toCandidate!.text).not.toMatch(/screening/i)
    expect(toCandidate!.text).not.toContain(recruiter2.name)
    expect(toRecruiter!.text).toContain('Screening')
    expect(toRecruiter!.text).toContain(recruiter2.name)
  })

  it('keeps a rejection’s reason from the candidate', async () => {
    const id = await makeApplication(world.job, world.people.candidate2)
    const before = (await app.sql('select id from dev_mail')).length
    await app.call(world.people.manager, 'POST', `/applications/${id}/reject`, {
      reason: 'Too expensive for us.',
    })
    const all = await mails(before + 2)
    const mine = all.find(mail => mail.recipient === world.people.candidate2.email)!
    expect(mine.text).not.toContain('expensive')
    expect(
      all.find(mail => mail.recipient === world.people.recruiter.email && mail.text.includes('expensive')),
    ).toBeTruthy()
  })

  it('says to the recruiters who withdrew, was rejected or came back, and not that they were moved there', async () => {
    const { recruiter, manager } = world.people
    const jonas = await app.person('candidate', null, 'Jonas Weber')
    const id = await makeApplication(world.job, jonas, { stage: 'screening' })
    for (const [person, act, body, said] of [
      [jonas, 'withdraw', {}, 'Jonas Weber withdrew the application for'],
      [jonas, 'reopen', {}, 'Jonas Weber took the application for'],
      [manager, 'reject', { reason: 'Not now.' }, `${manager.name} rejected Jonas Weber in `],
    ] as const) {
      const before = (await app.sql('select id from dev_mail')).length
      const answer = await app.call(person, 'POST', `/applications/${id}/${act}`, body)
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
      const all = await mails(before + 2)
      const texts = all.filter(({ recipient }) => recipient === recruiter.email).map(({ text }) => text)
      expect(texts.some(text => text.replaceAll('\n', ' ').includes(said))).toBe(true)
      expect(texts.join()).not.toMatch(/moved Jonas Weber/)
    }
  })
})
