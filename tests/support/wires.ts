import type { RoomState } from '../../realtime/apply.ts'
import type { HirewireClient } from '../../realtime/client.ts'
import type { CommandInput, CommandName } from '../../realtime/registry.ts'
import { follow } from './every-event.ts'
import type { hirewire } from './hirewire.ts'
import { sessionCookie, type Person } from './people.ts'

type App = ReturnType<typeof hirewire>

/** One thing that reached somebody: by which way, and all of it as text. */
interface Arrival {
  way: string
  text: string
}

/** Its content in Base64. */
interface Attachment {
  content: string
}

/** A stranger has no name; whoever holds a link has one, and no account. */
export type Listener = Person | string

const keyOf = (listener: Listener) => (typeof listener === 'string' ? listener : listener.id)

/** Everything that reaches people, by whatever way: what somebody was never to read is looked for in it. */
export const makeWires = (app: App) => {
  const arrivals = new Map<string, Arrival[]>()
  const clients = new Map<string, HirewireClient>()
  const hear = (listener: Listener, way: string, text: string) => {
    const before = arrivals.get(keyOf(listener)) ?? []
    arrivals.set(keyOf(listener), before)
    // Lines of a calendar are folded: a word may go on in the next one.
    before.push({ way, text: text.replaceAll(/\r\n[ \t]|\\r\\n[ \t]/g, '') })
  }
  const asPerson = (listener: Listener) => (typeof listener === 'string' ? null : listener)

  return {
    hear,
    /** One request; the answer with its headers, a refusal too, is what reached them. */
    call: async (listener: Listener, method: string, path: string, body?: object) => {
      const answer = await app.call(asPerson(listener), method, path, body)
      const headers = JSON.stringify([...answer.headers])
      hear(listener, `${method} ${path}`, `${headers} ${JSON.stringify(answer.body ?? '')}`)
      return answer
    },
    /** A command over the line that this person sits on; its answer comes the same way. */
    send: <Name extends CommandName>(person: Person, name: Name, input: CommandInput<Name>) =>
      clients.get(person.id)!.send(name, input),
    /** A page as the browser of this person is given it. */
    page: async (listener: Listener, path: string) => {
      const person = asPerson(listener)
      const response = await fetch(app.url + path, {
        headers: { accept: 'text/html', ...(person && { cookie: await sessionCookie(person) }) },
        redirect: 'manual',
      })
      hear(listener, `page ${path}`, `${JSON.stringify([...response.headers])} ${await response.text()}`)
      return response.status
    },
    /** A seat in a room: what it entered with, and every packet from then on. */
    follow: async (person: Person, room: string) => {
      const one = await follow(app.url, person, room)
      const way = `room ${room}`
      for (const state of one.seat.snapshots) hear(person, way, JSON.stringify(state satisfies RoomState))
      clients.set(person.id, one.seat.client)
      one.seat.client.socket.io.on('packet', ({ data }) => hear(person, way, JSON.stringify(data) ?? ''))
      return one
    },
    /** The mails that went out, with what was attached to them, to whom they are addressed. Resolves with their number. */
    readMails: async (people: Person[]) => {
      const byAddress = new Map(people.map(person => [person.email, person]))
      const mails = await app.sql<{ recipient: string; tag: string; attachments: Attachment[] }>(
        'select * from dev_mail',
      )
      for (const mail of mails) {
        const { recipient, tag, attachments } = mail
        const files = attachments.map(({ content }) => Buffer.from(content, 'base64').toString())
        hear(
          byAddress.get(recipient) ?? recipient,
          `mail ${tag}`,
          `${JSON.stringify(mail)} ${files.join(' ')}`,
        )
      }
      return mails.length
    },
    /** The ways by which this reached somebody. */
    waysOf: (listener: Listener, secret: string | RegExp) =>
      (arrivals.get(keyOf(listener)) ?? [])
        .filter(({ text }) => (typeof secret === 'string' ? text.includes(secret) : secret.test(text)))
        .map(({ way }) => way),
    arrived: (listener: Listener) => arrivals.get(keyOf(listener))?.length ?? 0,
  }
}

export type Wires = ReturnType<typeof makeWires>
