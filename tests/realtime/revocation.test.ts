import { beforeAll, describe, expect, it } from 'vitest'
import { makeAudit } from '../faults/auditor.ts'
import { fault } from '../faults/fault.ts'
import { startLoad } from '../faults/load.ts'
import { signedIn, type Person } from '../support/people.ts'
import { groupsOf, range } from '../support/range.ts'
import { available } from '../support/require.ts'
import { twoNodesWithRedis } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { assign, makeApplication, makeCompany, makeWorld } from '../support/world.ts'

const program = available('redis-server')
const atOnce = 8

for (const state of ['there', 'stopped'] as const)
  describe.skipIf(!program)(`A2: who may not any more, with Redis ${state}`, { timeout: 300_000 }, () => {
    const { nodes, redis } = twoNodesWithRedis(program)
    let world: Awaited<ReturnType<typeof makeWorld>>
    beforeAll(async () => {
      world = await makeWorld()
      if (state === 'stopped') redis().stop()
    })

    // Without Redis all is written at one node: the other has but its own looks to learn of it.
    const moversAt = (index: number) => (index % 2 || state === 'stopped' ? nodes.a : nodes.b)

    const call = async (by: Person, method: string, path: string, body: object = {}) => {
      const { status } = await fetch(`${nodes.a.url}/api${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${by.token}` },
        body: JSON.stringify(body),
      })
      expect(status, `${method} ${path}`).toBeLessThan(300)
    }
    /** In one statement with the stream in hand: what was written before it and what after is beyond doubt. */
    const exactly = async (change: string, params: unknown[]) => {
      const [row] = await nodes.sql<{ last_seq: string }>(
        `with held as (select last_seq from stream where id = $1 for update), changed as (${change}) select last_seq from held`,
        [`job:${world.job}:staff`, ...params],
      )
      return Number(row!.last_seq)
    }
    const tie = (agencies: string[]) =>
      call(world.people.manager, 'PUT', `/jobs/${world.job}/assignments`, {
        recruiters: [world.people.recruiter.id],
        hiringManagers: [world.people.client.id],
        agencies,
      })

    /** What becomes of one of the staff; each on node A, while they stand on node B. */
    const ways: Record<string, (person: Person) => Promise<number | void>> = {
      'signed out': person => call(person, 'POST', '/auth/sign-out'),
      'shut out': ({ id }) => call(world.people.admin, 'POST', `/users/${id}/deactivate`),
      'another role': ({ id }) =>
        call(world.people.admin, 'PATCH', `/users/${id}/role`, {
          role: 'interviewer',
          companyId: world.staffing,
        }),
      'session deleted': ({ sessionId }) => exactly('delete from session where id = $2', [sessionId]),
      'set inactive': ({ id }) => exactly('update users set deactivated_at = now() where id = $2', [id]),
      'another company': ({ id }) =>
        exactly('update users set company_id = $3 where id = $2', [id, world.otherStaffing]),
    }

    it('hears nothing that was written after it, and is put out', () =>
      fault(
        'A2',
        async ({ times, did, note, found }) => {
          const { people, job, staffing } = world
          const room = `job:${job}`
          const audit = makeAudit(nodes.sql)
          const cards = await Promise.all(
            range(24).map(async index =>
              makeApplication(job, await signedIn('candidate'), index % 2 ? { agency: world.agency } : {}),
            ),
          )
          const seats = await Promise.all(
            [people.recruiter, people.recruiter2, people.client].map((person, index) =>
              audit.sit(moversAt(index).url, person, room),
            ),
          )
          const clients = seats.slice(0, 2).map(({ client }) => client)
          const load = startLoad({ audit, clients, cards, perSecond: 15 })
          await until('events flow', () => load.acknowledged() > 20)

          const ofStaff = async (index: number) => {
            const way = Object.values(ways)[index % Object.keys(ways).length]!
            const person = await signedIn('recruiter', staffing)
            const guest = await audit.guests.enter(nodes.b.url, person, room)
            const upTo = await way(person)
            note('kick', await audit.guests.gone(guest, upTo ?? undefined))
          }
          /** Agencies that are taken off the job together, and whose cards go on without them. */
          const ofAgencies = async (count: number) => {
            const agencies = await Promise.all(range(count).map(() => makeCompany('agency')))
            for (const company of agencies) await assign(job, 'agency', { company }, people.manager)
            const guests = await Promise.all(
              agencies.map(async company =>
                audit.guests.enter(nodes.b.url, await signedIn('agency', company), room),
              ),
            )
            const theirs = await Promise.all(
              agencies.map(async agency => makeApplication(job, await signedIn('candidate'), { agency })),
            )
            await tie([world.agency])
            const gone = guests.map(guest => audit.guests.gone(guest))
            for (const id of theirs)
              await audit.post(nodes.b.url, people.manager, `/applications/${id}/move`, {
                to: 'screening',
                version: 1,
              })
            for (const kick of await Promise.all(gone)) note('kick', kick)
          }
          for (const [index, group] of groupsOf(range(times), atOnce).entries()) {
            if (index % 7 === 1) await ofAgencies(group.length)
            else await Promise.all(group.map(ofStaff))
            did(group.length)
          }
          const before = load.acknowledged()
          await until('they would have heard of more', () => load.acknowledged() > before + 20)
          await load.stop()
          found(await audit.findings())
          audit.guests.close()
          for (const seat of seats) seat.close()
        },
        { parts: 2 },
      ))
  })
