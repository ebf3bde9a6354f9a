import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Every figure of this process. /metrics gives them out; to count one costs about a microsecond. */
export const registry = new Registry()
const registers = [registry]

/** A gauge that is looked up whenever it is asked for: `from` says where. */
const reading = (name: string, help: string) => {
  let look = () => 0
  const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(look()) })
  return { from: (source: () => number) => void (look = source) }
}

export const metrics = {
  http: new Histogram({
    name: 'hirewire_http_request_duration_seconds',
    help: 'Requests by method, route as it was declared, and class of status (2xx, …, or aborted).',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  sockets: reading('hirewire_sockets_connected', 'Sockets connected to this node.'),
  streams: reading('hirewire_rooms_followed', 'Rooms, per audience, that sockets of this node stand in.'),
  tailLag: reading(
    'hirewire_tail_lag_seconds',
    'How long this node has been behind the log, or without a look at it.',
  ),
  socketMessages: new Counter({
    name: 'hirewire_socket_messages_total',
    help: 'Messages that sockets sent, by event and outcome (ok, or the code of the problem).',
    labelNames: ['event', 'outcome'],
    registers,
  }),
  joins: new Counter({
    name: 'hirewire_room_joins_total',
    help: 'Rooms entered, by what was answered: the tail since the position that was named, or a snapshot.',
    labelNames: ['answer'],
    registers,
  }),
  emitted: new Counter({
    name: 'hirewire_events_emitted_total',
    help: 'Events of the log that this node gave to its sockets, once for each room and audience.',
    registers,
  }),
  commitToEmit: new Histogram({
    name: 'hirewire_commit_to_emit_seconds',
    help: 'From the instant of an event to its sending by this node.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10],
    registers,
  }),
  evictions: new Counter({
    name: 'hirewire_evictions_total',
    help: 'Sockets put out, by reason: session (ended, or another role), access (to one room), slow_reader, flood.',
    labelNames: ['reason'],
    registers,
  }),
  limited: new Counter({
    name: 'hirewire_rate_limited_total',
    help: 'Requests and messages refused because there were too many.',
    registers,
  }),
}

/** Counts an event that goes out now. `at` is its own instant, ISO 8601. */
export const countEmitted = (at: string) => {
  metrics.emitted.inc()
  metrics.commitToEmit.observe(Math.max(0, Date.now() - Date.parse(at)) / 1_000)
}
