import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { tokenTo } from '../accounts/inbox.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { graceOver, keepAwake } from '../support/waiting-mails.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward, secretNote } from './put-forward.ts'

describe('mail about who was put forward', () => {
  const app = hirewire({ worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    await keepAwake(app.sql)
    world = await makeWorld()
  })
  beforeEach(() => resetLimits())
  const { job, propose, proposed, answer, newEmail } = puttingForward(app, () => world)
  const mailTo = async (recipient: string, tag: string, count = 1) => {
    await graceOver(app)
    return until(`${count} mails ${tag} to ${recipient}`, async () => {
      const mails = await app.sql('select * from dev_mail where recipient = $1 and tag = $2', [
        recipient,
        tag,
      ])
      return mails.length >= count && mails
    })
  }

  it('asks the candidate, and tells whoever asked of a yes and of a no', async () => {
    const { agency, recruiter, candidate, candidate2 } = world.people
    const here = await job()
    const yes = await proposed(agency, here, candidate)
    const [asked] = await mailTo(candidate.email, 'submission-proposed')
    expect(asked!.subject).toContain(`${agency.name} would put you forward`)
    expect(asked!.text).toContain('/my-applications')
    expect(asked!.text).toContain('14 days')
    await answer(candidate, yes, 'accept')
    const [agreed] = await mailTo(agency.email, 'submission-answered')
    expect(agreed!.text).toContain(`${candidate.name} agreed`)
    const no = await proposed(recruiter, here, candidate2)
    await answer(candidate2, no, 'decline', { reason: 'Too far away.' })
    const [declined] = await mailTo(recruiter.email, 'submission-answered')
    expect(declined!.text).toContain('> Too far away.')
    const all = await app.sql('select text from dev_mail where recipient = any($1)', [
      [candidate.email, candidate2.email],
    ])
    for (const { text } of all) expect(text).not.toContain(secretNote)
  })

  it('lets somebody who has no account make one, and answer', async () => {
    const { agency, recruiter } = world.people
    const email = newEmail()
    const here = await job()
    const made = await propose(agency, here, { candidate: { name: 'Nina Neu', email } })
    const [asked] = await mailTo(email, 'submission-proposed')
    expect(asked!.text).toContain('Choose a password and answer')
    const token = await tokenTo(email, 'submission-proposed')
    const newPassword = 'a new password of hers'
    expect((await app.call(null, 'POST', '/auth/reset-password', { token, newPassword })).status).toBe(200)
    const signedIn = await app.call(null, 'POST', '/auth/sign-in/email', { email, password: newPassword })
    expect(signedIn.status, JSON.stringify(signedIn.body)).toBe(200)
    const nina = { ...recruiter, token: signedIn.body.token as string }
    const { data } = (await app.call(nina, 'GET', '/submissions')).body
    expect(data).toMatchObject([{ id: made.body.id, status: 'proposed' }])
    expect((await answer(nina, made.body.id, 'accept')).body).toMatchObject({ status: 'accepted' })
    // Whoever has an account by now is sent to it, without another way to a password.
    await propose(agency, await job(), { candidate: { name: 'Nina Neu', email } })
    const mails = await mailTo(email, 'submission-proposed', 2)
    expect(mails.filter(({ text }) => text.includes('/reset-password'))).toHaveLength(1)
  })

  it('asks nobody who is not to answer any more', async () => {
    const { agency, recruiter } = world.people
    const gone = await app.person('candidate')
    const here = await job()
    const id = await proposed(agency, here, gone)
    await mailTo(gone.email, 'submission-proposed')
    await app.sql('update users set company_id = $2 where id = $1', [agency.id, world.otherAgency])
    await answer(gone, id, 'decline')
    // What comes after it in the queue has come.
    const last = await app.person('candidate')
    await proposed(recruiter, here, last)
    await mailTo(last.email, 'submission-proposed')
    expect(
      await app.sql(`select from dev_mail where recipient = $1 and text like '%declined%'`, [agency.email]),
    ).toEqual([])
    await app.sql('update users set company_id = $2 where id = $1', [agency.id, world.agency])
  })
})
