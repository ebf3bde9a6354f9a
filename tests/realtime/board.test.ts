import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, TimelineState } from '../../realtime/apply.ts'
import { inRoom, layout } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('the board, live', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('shows a move to the other recruiter, the client its cut, the candidate coarse words', async () => {
    const id = await makeApplication(world.job, world.people.candidate, { stage: 'screening' })
    const board = `job:${world.job}`
    const [rita, rob, clara, cara] = await Promise.all([
      inRoom(app.url, world.people.recruiter, board),
      inRoom(app.url, world.people.recruiter2, board),
      inRoom(app.url, world.people.client, board),
      inRoom<TimelineState>(app.url, world.people.candidate, `application:${id}`),
    ])
    expect(clara.state().columns.flatMap(column => column.cards)).toEqual([])

    await rita.client.send('application:move', { applicationId: id, to: 'interview', version: 1 })

    const find = (state: BoardState) =>
      state.columns.find(column => column.stage === 'interview')?.cards.some(card => card.id === id)
    await until('Rob sees it', () => find(rob.state()))
    await until('Rita sees it', () => find(rita.state()))
    await until('Clara sees it', () => find(clara.state()))
    await until('Cara sees it', () => cara.state().application.stage === 'interviewing')
    expect(rob.events[0]).toMatchObject({
      seq: 1,
      type: 'application.moved',
      actor: { name: 'Rita Recruiter' },
    })
    expect(cara.events[0]).toMatchObject({
      actor: null,
      data: { entry: { from: 'in_review', to: 'interviewing', by: null } },
    })
    expect(clara.state().columns[1]!.cards[0]).not.toHaveProperty('source')
    for (const one of [rita, rob, clara, cara]) one.close()
  })

  it('shows who is here', async () => {
    const board = `job:${world.job}`
    const rita = await inRoom(app.url, world.people.recruiter, board)
    const rob = await inRoom(app.url, world.people.recruiter2, board)
    const clara = await inRoom(app.url, world.people.client, board)
    await until(
      'both recruiters, and not the client',
      () => rita.people().length === 2 && rob.people().length === 2,
    )
    await until('the client alone', () => clara.people().length === 1)
    rob.close()
    await until('Rob has left', () => rita.people().length === 1)
    rita.close()
    clara.close()
  })

  it('shows them again though their rows were lost, as after a crash of the database', async () => {
    const rita = await inRoom(app.url, world.people.recruiter, `job:${world.job}`)
    await until('Rita is here', () => rita.people().length === 1)
    await app.sql('truncate presence')
    await until('nobody is', () => rita.people().length === 0)
    await until('Rita is here again', () => rita.people().length === 1)
    rita.close()
  })

  it('starts afresh when the log is another one, as after a restore', async () => {
    const id = await makeApplication(world.job, world.people.candidate2)
    const rita = await inRoom(app.url, world.people.recruiter, `job:${world.job}`)
    const { epoch } = rita.room.position()!
    await app.sql('update stream set epoch = gen_random_uuid() where id = $1', [`job:${world.job}:staff`])
    await app.call(world.people.recruiter2, 'POST', `/applications/${id}/move`, {
      to: 'screening',
      version: 1,
    })
    await until('Rita has the new log', () => rita.room.position()!.epoch !== epoch)
    expect(rita.snapshots).toHaveLength(2)
    expect(layout(rita.state()).screening).toContain(id)
    rita.close()
  })

  it('refuses those who may not, like what does not exist', async () => {
    const outsider = await inRoom(app.url, world.people.outsideRecruiter, `job:${world.job}`)
    const nothing = await inRoom(app.url, world.people.recruiter, `job:${world.people.client.id}`)
    const { requestId: _one, ...refusal } = outsider.closed()!
    const { requestId: _two, ...absent } = nothing.closed()!
    expect(refusal).toEqual(absent)
    outsider.close()
    nothing.close()
  })
})
