import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState } from '../../realtime/apply.ts'
import { inRoom, layout } from '../support/board-client.ts'
import { holdAnswers } from '../support/hold-answers.ts'
import { hirewire } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { makeBoard } from '../support/board-world.ts'
import { makeWorld } from '../support/world.ts'

type Seat = Awaited<ReturnType<typeof inRoom<BoardState>>>

describe('what is sent while somebody joins', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  /** A board with somebody in it, who has seen the first move. */
  const open = async () => {
    const { job, ids } = await makeBoard(world, { Ann: 'applied', Ben: 'applied', Cem: 'applied' })
    const room = `job:${job}`
    const here = await inRoom(app.url, world.people.manager, room)
    const move = async (name: keyof typeof ids) => {
      const { seq } = here.room.position()!
      const { status } = await app.call(world.people.recruiter, 'POST', `/applications/${ids[name]}/move`, {
        to: 'screening',
        version: 1,
      })
      expect(status).toBe(200)
      await until('those who are there have it', () => here.room.position()!.seq === seq + 1)
    }
    await move('Ann')
    return { room, here, move }
  }
  /** The join has read, and has not been told so yet. */
  const holdJoin = () => {
    // Only who joins a room asks for this.
    const { count, release } = holdAnswers('select id, epoch, last_seq, floor_seq')
    return { hasRead: () => until('the join has read', count), release }
  }
  const expectSame = async (joined: Seat, here: Seat) => {
    const { seq } = here.room.position()!
    await until('who joined is as far', () => joined.room.position()!.seq === seq)
    expect(layout(joined.state())).toEqual(layout(here.state()))
    for (const seat of [joined, here]) seat.close()
  }

  it('reaches a newcomer behind the snapshot', async () => {
    const { room, here, move } = await open()
    const held = holdJoin()
    const joining = inRoom(app.url, world.people.recruiter2, room)
    await held.hasRead()
    await move('Ben')
    await move('Cem')
    held.release()
    const newcomer = await joining
    await expectSame(newcomer, here)
    expect(newcomer.trail.map(({ seq, snapshot }) => [seq, snapshot])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ])
  })

  it('reaches who comes back behind what was missed', async () => {
    const { room, here, move } = await open()
    const returning = await inRoom(app.url, world.people.recruiter2, room)
    returning.client.socket.disconnect()
    await move('Ben')
    const held = holdJoin()
    returning.client.socket.connect()
    await held.hasRead()
    await move('Cem')
    held.release()
    await expectSame(returning, here)
    expect(returning.trail.map(({ seq, snapshot }) => [seq, snapshot])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ])
  })

  it('does not reach who lost the right meanwhile', async () => {
    const { job, ids } = await makeBoard(world, { Ann: { stage: 'applied', agency: true } })
    const room = `job:${job}`
    const staff = await inRoom(app.url, world.people.manager, room)
    const colleague = await inRoom(app.url, await app.person('agency', world.agency), room)
    const held = holdJoin()
    const joining = inRoom(app.url, world.people.agency, room)
    await held.hasRead()
    const lists = { recruiters: [], hiringManagers: [], agencies: [] }
    expect((await app.call(world.people.manager, 'PUT', `/jobs/${job}/assignments`, lists)).status).toBe(200)
    await until('the colleague is put out', () => colleague.closed())
    const move = { to: 'screening', version: 1 }
    await app.call(world.people.recruiter, 'POST', `/applications/${ids.Ann}/move`, move)
    await until('the staff have it', () => layout(staff.state()).screening!.length === 1)
    held.release()
    const late = await joining
    expect(late.closed()).toMatchObject({ code: 'not_found' })
    expect(late.trail).toEqual([])
    for (const seat of [staff, colleague, late]) seat.close()
  })
})
