import { expect } from 'vitest'
import type { Person } from '../support/people.ts'
import type { Wires } from '../support/wires.ts'
import type { Scene } from './together-cast.ts'
import { money, words } from './together-words.ts'

/** The ways of the story: commands of its people that must go through. */
export const makeStory = (wires: Wires, { cast, job }: Scene) => {
  const { manager, recruiter, client, interviewer, fellow, decliner, agency, candidate, second } = cast
  const act = async (who: Person, method: string, path: string, body?: object) => {
    const { status, body: answer } = await wires.call(who, method, path, body)
    expect(status, `${who.role}: ${method} ${path} ${JSON.stringify(answer)}`).toBeLessThan(300)
    return answer
  }
  const post = (who: Person, path: string, body?: object) => act(who, 'POST', path, body)
  const version = async (who: Person, application: string): Promise<number> =>
    (await act(who, 'GET', `/applications/${application}`)).version
  const move = async (who: Person, id: string, to: string, reason?: string) =>
    post(who, `/applications/${id}/move`, {
      to,
      version: await version(who, id),
      ...(reason && { reason }),
    })
  const terms = (amount: number) => ({
    fee: { amount, currency: 'EUR' },
    currency: 'EUR',
    paymentDays: 30,
    invoiceDelayDays: 14,
    guaranteeDays: 90,
    rebate: 'pro_rata',
  })
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const offer = (amount: number, note: string | null = null) => ({
    terms: { salary: { amount, currency: 'EUR' }, startsOn: inDays(40).slice(0, 10), note },
  })

  return {
    act,
    post,
    move,
    version,

    /** A recruiter puts one forward, an agency another. */
    putForward: async () => {
      const path = `/jobs/${job}/submissions`
      const mine = await post(recruiter, path, { candidateId: candidate.id, note: words.submissionNote })
      const theirs = await post(agency, path, {
        candidate: { name: second.name, email: second.email },
        note: words.agencyNote,
      })
      return { mine: mine.id as string, theirs: theirs.id as string }
    },
    agree: async (who: Person, submissionId: string) =>
      (await wires.send(who, 'submission:accept', { submissionId })).application!.id,

    screen: async (id: string) => {
      await move(recruiter, id, 'screening', words.staffReason)
      await post(recruiter, `/applications/${id}/shortlist`)
    },
    approve: async (id: string) =>
      post(client, `/applications/${id}/approve`, { version: await version(client, id) }),
    declineForClient: async (id: string) =>
      post(client, `/applications/${id}/decline`, {
        version: await version(client, id),
        reason: words.clientReason,
      }),

    /** One that is cancelled, then one that two of three say yes to. */
    arrange: async (id: string) => {
      const arrange = async (days: number): Promise<string> =>
        (
          await post(recruiter, `/applications/${id}/interviews`, {
            title: 'A conversation',
            minutes: 60,
            zone: 'Europe/Berlin',
            panel: [interviewer.id, fellow.id, decliner.id],
            note: words.interviewNote,
            startsAt: inDays(days),
          })
        ).id
      const cancelled = await arrange(3)
      await post(recruiter, `/interviews/${cancelled}/cancel`, { reason: words.cancelReason })
      const interview = await arrange(4)
      const seen = await act(recruiter, 'GET', `/interviews/${interview}`)
      await act(recruiter, 'PATCH', `/interviews/${interview}`, {
        version: seen.version,
        startsAt: inDays(5),
        location: 'Room 4',
      })
      for (const who of [interviewer, fellow]) await post(who, `/interviews/${interview}/accept`)
      await post(decliner, `/interviews/${interview}/decline`, { reason: words.panelReason })
      return { cancelled, interview }
    },

    /** A thread of each kind: what is said, changed, and taken back. */
    talk: async (id: string) => {
      const open = (who: Person, path: string, kind: string, text: string) =>
        post(who, `${path}/threads`, { kind, text })
      const said = await open(recruiter, `/applications/${id}`, 'discussion', `**${words.discussion}**`)
      for (const who of [client, interviewer])
        await wires.send(who, 'thread:reply', {
          threadId: said.threadId,
          text: `${words.discussion}, says ${who.role}`,
        })
      const slip = await post(recruiter, `/threads/${said.threadId}/messages`, { text: words.deleted })
      await act(recruiter, 'DELETE', `/messages/${slip.id}`)
      await post(client, `/threads/${said.threadId}/read`, { upTo: 3 })

      const asked = await open(recruiter, `/applications/${id}`, 'candidate', words.talk)
      const answer = await post(candidate, `/threads/${asked.threadId}/messages`, { text: words.talk })
      await act(candidate, 'PATCH', `/messages/${answer.id}`, { text: `${words.talk}!`, version: 1 })

      const opened = await open(client, `/jobs/${job}`, 'negotiation', words.negotiation)
      return {
        threads: [said.threadId, asked.threadId, opened.threadId] as string[],
        messages: [slip.id, answer.id, opened.id] as string[],
      }
    },

    judge: (who: Person, interview: string, remark: string) =>
      act(who, 'PUT', `/interviews/${interview}/feedback`, {
        overall: 'strong_yes',
        remark,
        scores: [{ criterion: 'Craft', score: 4, remark: words.scoreRemark }],
      }),

    /** Terms that are declined, then some that a recruiter accepts and a manager returns, then some that bind. */
    agreeOnTerms: async (thread: string) => {
      const make = (who: Person, amount: number) =>
        post(who, `/threads/${thread}/proposals`, { terms: terms(amount) })
      const first = await make(recruiter, money.fee)
      await post(client, `/proposals/${first.id}/decline`, { reason: words.termsReason })
      const theirs = await make(client, money.fee)
      await post(recruiter, `/proposals/${theirs.id}/accept`)
      await post(manager, `/proposals/${theirs.id}/return`, { reason: words.returned })
      const again = await make(client, money.fee)
      await post(manager, `/proposals/${again.id}/accept`)
      return [first.id, theirs.id, again.id] as string[]
    },

    /** An offer, a counter-offer, the one that is accepted: the hire. */
    hire: async (id: string) => {
      await move(client, id, 'offer')
      const first = await post(recruiter, `/applications/${id}/offers`, offer(money.offered, words.offerNote))
      const countering = { proposalId: first.id as string, ...offer(money.countered) }
      const counter = await wires.send(candidate, 'proposal:counter', countering)
      const last = await post(recruiter, `/proposals/${counter.id}/counter`, offer(money.agreed))
      await wires.send(candidate, 'proposal:accept', { proposalId: last.id })
      return [first.id, counter.id, last.id] as string[]
    },
  }
}
