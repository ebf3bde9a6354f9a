import { describe, expect, it } from 'vitest'
import { connectHirewire, type PersonState } from '../../realtime/client.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { until } from '../support/wait.ts'

describe('a room that two parts of one page join', () => {
  const app = hirewire()

  it('is one room: both are told the same, also who comes later, and it is left by the last', async () => {
    const person = await signedIn('candidate')
    const client = connectHirewire({ url: app.url, token: person.token })
    const joins: string[] = []
    client.socket.onAnyOutgoing((name: string) => joins.push(name))
    const name = `user:${person.id}`
    const heard: string[][] = [[], [], []]
    const join = (index: number, position?: Parameters<typeof client.join<PersonState>>[2]) =>
      client.join<PersonState>(
        name,
        { onState: (state, envelope) => heard[index]!.push(envelope?.type ?? state.user.name) },
        position,
      )
    const first = join(0)
    await until('the first is in', () => first.state())
    const painted = first.position()!
    const second = join(1)
    const third = join(2, painted)
    await until('the second has the state', () => heard[1]!.length)
    await app.call(person, 'PATCH', '/me', { name: 'Nora Neu' })
    await until('all have heard', () => heard.every(list => list.includes('user.updated')))
    // Whoever was painted from where the room stands is not told of it
    expect(heard).toEqual([[person.name, 'user.updated'], [person.name, 'user.updated'], ['user.updated']])
    first.leave()
    second.leave()
    await app.call(person, 'PATCH', '/me', { name: 'Nora Alt' })
    await until('the third still hears', () => heard[2]!.length === 2)
    expect(heard[0]).toHaveLength(2)
    third.leave()
    expect(joins.filter(sent => sent.startsWith('room:'))).toEqual(['room:join', 'room:leave'])
    client.close()
  })
})
