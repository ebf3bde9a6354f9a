/** What a figure is held against: at most or at least so much. A `p99` is of all its samples, others are their worst. */
export interface Target {
  most?: number
  least?: number
  unit: 'ms' | 's' | '/s' | 'MB' | ''
  of?: 'p99'
}

export interface Case {
  /** What is done, in the table's words. */
  does: string
  /** How often in the full run, and in the short cut that belongs to the ordinary tests. */
  times: { full: number; short: number }
  figures: Record<string, Target>
  file: string
  /** What it measures needs the machine for itself. */
  alone?: true
}

const arrival = { most: 1_500, unit: 'ms' } as const
const kick = { most: 2_000, unit: 'ms' } as const

/** Every case of the harness, with the figures it must meet. In each of them nothing may be lost, doubled, missing or seen. */
export const cases = {
  F1: {
    does: 'kill -9 the web process in mid-write',
    times: { full: 20, short: 3 },
    figures: {
      'load before': { least: 100, unit: '/s' },
      'others see it': arrival,
      'own back': { most: 5_000, unit: 'ms' },
    },
    file: 'tests/faults/kill.test.ts',
    alone: true,
  },
  F2: {
    does: 'die between COMMIT and publish',
    times: { full: 100, short: 4 },
    figures: { 'other node has it': arrival },
    file: 'tests/faults/die-around-commit.test.ts',
  },
  F3: {
    does: 'die between append and COMMIT',
    times: { full: 100, short: 4 },
    figures: {},
    file: 'tests/faults/die-around-commit.test.ts',
  },
  F4: {
    does: 'kill -9 the worker around the claim of a mail and its mark, with and without a provider that knows keys',
    times: { full: 40, short: 8 },
    figures: {},
    file: 'tests/faults/worker.test.ts',
  },
  F5: {
    does: 'throw after a job was enqueued, mixed with commits',
    times: { full: 1_000, short: 150 },
    figures: {},
    file: 'tests/faults/jobs-equal-commits.test.ts',
  },
  F6: {
    does: 'restart PostgreSQL (immediate) under load',
    times: { full: 5, short: 1 },
    figures: { 'first success': { most: 5_000, unit: 'ms' } },
    file: 'tests/faults/postgres-restart.test.ts',
  },
  F7: {
    does: 'black-hole a node’s database while it holds row locks, for s',
    times: { full: 30, short: 8 },
    figures: {
      'writable elsewhere': { most: 6_000, unit: 'ms' },
      'not ready': { most: 10_000, unit: 'ms' },
      'works again': { most: 10_000, unit: 'ms' },
      'queues too': { most: 30_000, unit: 'ms' },
    },
    file: 'tests/faults/database-black-hole.test.ts',
  },
  F8: {
    does: 'stop Redis (SIGSTOP) for s, kill it, flush it',
    times: { full: 60, short: 4 },
    figures: {
      delivery: { ...arrival, of: 'p99' },
      kick,
      'longest request': { most: 2_000, unit: 'ms' },
    },
    file: 'tests/faults/redis.test.ts',
  },
  F9: {
    does: 'clients reconnect at once after a kill',
    times: { full: 1_000, short: 100 },
    figures: { 'all in sync': { most: 8_000, unit: 'ms' } },
    file: 'tests/faults/reconnect.test.ts',
    alone: true,
  },
  F10: {
    does: 'readers that never read',
    times: { full: 20, short: 6 },
    figures: {
      'all cut': { most: 20_000, unit: 'ms' },
      'memory more': { most: 100, unit: 'MB' },
      'others have it': { ...arrival, of: 'p99' },
    },
    file: 'tests/faults/slow-readers.test.ts',
  },
  F11: {
    does: 'two people move one card with the same version, pairs',
    times: { full: 1_000, short: 100 },
    figures: {},
    file: 'tests/faults/same-card.test.ts',
  },
  F12: {
    does: '50 movers on one hot board, moves',
    times: { full: 10_000, short: 500 },
    figures: { commits: { least: 500, unit: '/s' }, deadlocks: { most: 0, unit: '' } },
    file: 'tests/faults/hot-board.test.ts',
    alone: true,
  },
  F13: {
    does: 'SIGTERM rolling restart of two nodes',
    times: { full: 10, short: 1 },
    figures: { 'failed requests': { most: 0, unit: '' }, 'slowest exit': { most: 30_000, unit: 'ms' } },
    file: 'tests/faults/rolling-restart.test.ts',
  },
  F15: {
    does: '50 issuers of invoices at once, with rollbacks and kills, invoices',
    times: { full: 10_000, short: 200 },
    figures: {},
    file: 'tests/faults/invoice-numbers.test.ts',
    alone: true,
  },
  F16: {
    does: 'POSTs with a key, each sent 5 times at once to two nodes',
    times: { full: 500, short: 60 },
    figures: {},
    file: 'tests/faults/same-key.test.ts',
  },
  R1: {
    does: 'counter and accept one proposal at the same instant, pairs, terms and offers',
    times: { full: 1_000, short: 80 },
    figures: {},
    file: 'tests/proposals/race.test.ts',
  },
  R2: {
    does: 'two recruiters book one interviewer for one hour, on two nodes, pairs',
    times: { full: 500, short: 20 },
    figures: {},
    file: 'tests/interviews/double-booking.test.ts',
  },
  A2: {
    does: 'revoke, ban, change role, take off the job while events flow, Redis up and down',
    times: { full: 500, short: 32 },
    figures: { kick },
    file: 'tests/realtime/revocation.test.ts',
  },
  A4: {
    does: 'malformed bodies and malformed frames, half of each',
    times: { full: 20_000, short: 800 },
    figures: { exits: { most: 0, unit: '' }, '5xx': { most: 0, unit: '' } },
    file: 'tests/abuse/malformed.test.ts',
  },
  'A5-floods': {
    does: 'too much at once: bodies, frames, requests, messages, joins, handshakes, connections',
    times: { full: 20_000, short: 2_000 },
    figures: { limited: { most: 1_000, unit: 'ms' }, 'others wait': { most: 2_000, unit: 'ms' } },
    file: 'tests/abuse/floods.test.ts',
  },
  'A5-idlers': {
    does: 'connections that say nothing, or too slowly, or never read',
    times: { full: 1_700, short: 119 },
    figures: { closed: { most: 8_000, unit: 'ms' }, 'others wait': { most: 2_000, unit: 'ms' } },
    file: 'tests/abuse/idlers.test.ts',
  },
} satisfies Record<string, Case>

export type CaseId = keyof typeof cases
