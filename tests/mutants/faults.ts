/** One place of the product made wrong: `from` stands in the file exactly once. */
export interface Change {
  file: string
  from: string
  to: string
}

export interface Fault {
  name: string
  /** What goes wrong with it. */
  breaks: string
  changes: Change[]
  /** The test that finds it: its file, and what it is called there. */
  caughtBy: { file: string; test: string }
}

/** What the product still does with each of these faults in it: one that stops it from working at all proves nothing. */
export const stillWorks = {
  file: 'tests/notifications/mails.test.ts',
  test: 'tells candidate and recruiters of an application, then of a move, each in their own words',
}

/** Mistakes that were made elsewhere, each where it would be made here, and the test that is there to find it. */
export const faults: Fault[] = [
  {
    name: 'bigserial cursor',
    breaks: 'events are numbered by one sequence for all, so a number that is committed late is passed over',
    changes: [
      {
        file: 'db/migrations/20261120-initial.ts',
        from: 'create table event (\n',
        to: 'create sequence event_number;\ncreate table event (\n',
      },
      {
        file: 'server/log.ts',
        from: 'select * from json_to_recordset($1::json)',
        to: `select i.*, nextval('event_number') as number from json_to_recordset($1::json)`,
      },
      {
        file: 'server/log.ts',
        from: 'select stream, count(data), 1 +',
        to: 'select stream, coalesce(max(number) filter (where data is not null), 0), 1 +',
      },
      {
        file: 'server/log.ts',
        from: 'set last_seq = s.last_seq + excluded.last_seq',
        to: 'set last_seq = greatest(s.last_seq, excluded.last_seq)',
      },
      {
        file: 'server/log.ts',
        from: 'b.last_seq - count(*) over (partition by i.stream) + row_number() over (partition by i.stream order by i.ord)',
        to: 'i.number',
      },
    ],
    caughtBy: {
      file: 'tests/realtime/log.test.ts',
      test: 'numbers what many write at once from 1 on, in the order of their commits, and shows nobody a gap',
    },
  },
  {
    name: 'counter outside the transaction',
    breaks: 'a number is drawn on another connection and stays drawn when the event is not committed: a gap',
    changes: [
      {
        file: 'server/transaction.ts',
        from: `import { append, type Append } from './log.ts'`,
        to: `import { append, numbered, type Append } from './log.ts'`,
      },
      {
        file: 'server/transaction.ts',
        from: 'append(written.entries, unit.now)',
        to: 'append(await numbered(written.entries), unit.now)',
      },
      {
        file: 'server/log.ts',
        from: `import type { Tables } from '../db/tables.ts'\n`,
        to: `import type { Tables } from '../db/tables.ts'
import type pg from 'pg'
import { database } from '../db/database.ts'
import { makePool } from '../db/pool.ts'

let counters: pg.Pool | undefined
export const numbered = async (entries: Append[]) => {
  counters ??= makePool(database().url, { onError: () => {} })
  const taken: (Append & { number?: string })[] = []
  for (const entry of entries) {
    if (!entry.data) {
      taken.push(entry)
      continue
    }
    const { rows } = await counters.query<{ last_seq: string }>(
      \`insert into stream as s (id, last_seq) values ($1, 1)
       on conflict (id) do update set last_seq = s.last_seq + 1 returning last_seq\`,
      [entry.stream],
    )
    taken.push({ ...entry, number: rows[0]!.last_seq })
  }
  return taken
}
`,
      },
      {
        file: 'server/log.ts',
        from: 'as i(ord int, stream text',
        to: 'as i(number bigint, ord int, stream text',
      },
      { file: 'server/log.ts', from: 'select stream, count(data), 1 +', to: 'select stream, 0, 1 +' },
      {
        file: 'server/log.ts',
        from: 'b.last_seq - count(*) over (partition by i.stream) + row_number() over (partition by i.stream order by i.ord)',
        to: 'i.number',
      },
    ],
    caughtBy: { file: 'tests/realtime/log.test.ts', test: 'gives no number to what fails at its COMMIT' },
  },
  {
    name: 'publish before commit',
    breaks: 'watchers are shown what is then undone',
    changes: [
      {
        file: 'server/transaction.ts',
        from: '    touched = written.touched\n',
        to: `    touched = written.touched\n    hints.emit('published', written.entries)\n`,
      },
      {
        file: 'server/hints.ts',
        from: '  appended: [streams: string[]]\n',
        to: `  appended: [streams: string[]]\n  published: [entries: import('./log.ts').Append[]]\n`,
      },
      {
        file: 'realtime/tail.ts',
        from: `import { epochOf, forgetDatabaseEpoch, toEnvelope,`,
        to: `import { hints } from '../server/hints.ts'\nimport { epochOf, forgetDatabaseEpoch, roomOf, toEnvelope,`,
      },
      {
        file: 'realtime/tail.ts',
        from: '  const checkIdentity = async',
        to: `  const epochs = new Map<string, string>()
  hints.on('published', entries => {
    for (const { stream, data, type, v, commandId, actor } of entries) {
      const channel = channels.get(stream)
      const epoch = epochs.get(stream)
      if (!data || channel?.cursor === undefined || epoch === undefined) continue
      channel.cursor += 1
      const said = { room: roomOf(stream), epoch, seq: channel.cursor, at: new Date().toISOString() }
      const envelope = { ...said, type, v, commandId, actor: actor ?? null, data } as Envelope
      effects.emit(stream, [envelope])
      for (const buffer of channel.joining) buffer.push(envelope)
    }
  })

  const checkIdentity = async`,
      },
      {
        file: 'realtime/tail.ts',
        from: 'settle: ({ seq, events = [] }: Entered, aclVersion: number): Envelope[] | undefined => {\n',
        to: `settle: ({ seq, epoch, events = [] }: Entered, aclVersion: number): Envelope[] | undefined => {
          epochs.set(stream, epoch)
`,
      },
    ],
    caughtBy: { file: 'tests/realtime/log.test.ts', test: 'tells nobody of what fails at its COMMIT' },
  },
  {
    name: 'no epoch',
    breaks: 'after a restore, who saw the lost events goes on as if nothing had happened',
    changes: [
      {
        file: 'server/log.ts',
        from: '  databaseEpoch ??= await',
        to: `  return 'the only one'\n  databaseEpoch ??= await`,
      },
    ],
    caughtBy: {
      file: 'tests/realtime/restore.test.ts',
      test: 'has another history: who saw what was lost with the old one starts afresh',
    },
  },
  {
    name: 'live before drained',
    breaks: 'whoever joins misses what was sent while the join was reading',
    changes: [
      {
        file: 'realtime/joining.ts',
        from: '          emitEnvelopes(socket, missed, takes => takes(socket))\n',
        to: '',
      },
    ],
    caughtBy: { file: 'tests/realtime/join.test.ts', test: 'reaches a newcomer behind the snapshot' },
  },
  {
    name: 'kick only over Redis',
    breaks: 'who lost their right is put out by a hint alone, and stays where the hint is lost',
    changes: [
      {
        file: 'realtime/tail.ts',
        from: '      if (rows[0]) await checkIdentity(rows[0].identity)\n',
        to: '',
      },
      {
        file: 'realtime/tail.ts',
        from: '        await checkAccess(stream, ofStream[0]!.acl_version)\n',
        to: '',
      },
      {
        file: 'realtime/tail.ts',
        from: 'const checkHeads = async () => {\n    await effects.recheckIdentities()\n',
        to: 'const checkHeads = async () => {\n',
      },
    ],
    caughtBy: {
      file: 'tests/realtime/lost-hints.test.ts',
      test: 'who signed out, was deactivated or got another role is put out, though nothing happens',
    },
  },
  {
    name: 'ledger after send',
    breaks: 'a mail is put on record once it went out, so one that was cut off in between goes out again',
    changes: [
      {
        file: 'server/mail/deliver.ts',
        from: `  const claim = await claimEffect(key)
  if (claim.state === 'done') return
  if (claim.state === 'unknown') {
    const found = await findEarlier({ key, stream }, claim.triedAt)
    if (found) return settleEffect(key, found.ref)
    if (found === undefined && isForOnce({ template, about })) {
      await leaveUnknown(key)
      throw new Error(\`Nobody can say whether \${key} went out, and it is not sent twice.\`)
    }
    await renewEffect(key)
  }
`,
        to: `  const { rows } = await database().pool.query('select from effect where key = $1', [key])
  if (rows.length) return
`,
      },
      {
        file: 'server/mail/deliver.ts',
        from: 'const { ref } = await mailer().send({ ...words, to, key, stream, tag: template, headers, attachments })\n',
        to: 'const { ref } = await mailer().send({ ...words, to, key, stream, tag: template, headers, attachments })\n    await claimEffect(key)\n',
      },
      {
        file: 'server/mail/deliver.ts',
        from: '    const { message } = error as Error\n',
        to: '    const { message } = error as Error\n    await claimEffect(key)\n',
      },
    ],
    caughtBy: {
      file: 'tests/mail/deliver.test.ts',
      test: 'does not send again what was accepted before the line broke',
    },
  },
  {
    name: 'float money',
    breaks: 'amounts are kept as euros with a fraction, and come back a fraction off',
    changes: [
      {
        file: 'db/migrations/20261120-initial.ts',
        from: 'expected_salary bigint',
        to: 'expected_salary double precision',
      },
      {
        file: 'server/applications/enter-stage.ts',
        from: 'String(application.expectedSalary.amount)',
        to: 'String(application.expectedSalary.amount / 100)',
      },
      {
        file: 'server/applications/presenter.ts',
        from: '{ amount: Number(amount), currency }',
        to: '{ amount: Number(amount) * 100, currency }',
      },
    ],
    caughtBy: { file: 'tests/applications/apply.test.ts', test: 'keeps an amount to the last unit' },
  },
  {
    name: 'no ack check',
    breaks: 'a message without an acknowledgement is not refused',
    changes: [{ file: 'realtime/receive.ts', from: '      if (!ack) throw noAck()\n', to: '' }],
    caughtBy: {
      file: 'tests/realtime/hostile.test.ts',
      test: 'refuses an event without an ack, and one that does not exist',
    },
  },
  {
    name: 'missing company filter',
    breaks: 'recruiters and managers see and move the cards of every staffing company',
    changes: [
      {
        file: 'server/applications/policy.ts',
        from: 'return company ? { job: { staffingCompany: company } } : nothing',
        to: 'return company ? {} : nothing',
      },
      {
        file: 'server/applications/policy.ts',
        from: 'return subject.staffingCompanyId === actor.companyId\n',
        to: 'return true\n',
      },
    ],
    caughtBy: { file: 'tests/applications/list.test.ts', test: 'are for the others their company’s' },
  },
  {
    name: 'number outside the transaction',
    breaks:
      'the number of an invoice is drawn on another connection and stays drawn when nothing is issued: a gap',
    changes: [
      {
        file: 'server/invoices/next-number.ts',
        from: `import { localDate } from '../time.ts'\n`,
        to: `import { localDate } from '../time.ts'\nimport { pooled } from '../../db/statement.ts'\n`,
      },
      {
        file: 'server/invoices/next-number.ts',
        from: 'async ({ send }: Pick',
        to: 'async (_write: Pick',
      },
      {
        file: 'server/invoices/next-number.ts',
        from: 'await send<',
        to: 'await pooled.send<',
      },
    ],
    caughtBy: {
      file: 'tests/invoices/dispatch.test.ts',
      test: 'goes on behind one that fails, which leaves no gap and comes with the next',
    },
  },
  {
    name: 'early invoice',
    breaks: 'a client that asks sees its invoices before they are issued',
    changes: [
      {
        file: 'server/invoices/policy.ts',
        from: " and i.status = 'issued'`",
        to: '`',
      },
    ],
    caughtBy: {
      file: 'tests/invoices/hidden.test.ts',
      test: 'reaches no client by any way up to the last millisecond',
    },
  },
  {
    name: 'non-atomic attempts counter',
    breaks: 'guesses at a code that come at once are all looked at before the first has counted',
    changes: [
      {
        file: 'server/accounts/verify-email.ts',
        from: '    await auth().api.verifyEmailOTP({ body: { email, otp } })\n',
        to: `    await auth().api.checkVerificationOTP({ body: { email, otp, type: 'email-verification' } })
    await auth().api.verifyEmailOTP({ body: { email, otp } })
`,
      },
    ],
    caughtBy: {
      file: 'tests/accounts/verify-email.test.ts',
      test: 'the right one at the end of forty at once is not looked at',
    },
  },
  {
    name: 'no row lock',
    breaks: 'two people move one card from the same version, and both are told that it went well',
    changes: [
      { file: 'server/applications/queries.ts', from: `.forNoKeyUpdate('a')`, to: '' },
      { file: 'server/applications/queries.ts', from: '.skipLocked()', to: '' },
    ],
    caughtBy: {
      file: 'tests/faults/same-card.test.ts',
      test: 'answers one 200 and one 409, and writes one event each',
    },
  },
]
