import { connectHirewire, type Status } from '../../realtime/client.ts'
import { showConnection } from './connection.ts'

/** The one connection of this page, for everything on it: the page's own rooms and the bell in its bar. */

type Listener = (status: Status) => void
const listeners = new Set<Listener>([showConnection()])

export const client = connectHirewire({
  onStatus: status => {
    for (const listener of listeners) listener(status)
  },
})

/** Hears of every change of the connection. The bar shows it by itself. */
export const onStatus = (listener: Listener) => void listeners.add(listener)
