import { boot } from './boot.ts'

/** `npm run migrate`: brings the database up to date, once per release, and says what was done. */
const main = async () => {
  const base = await boot()
  const { migrations } = base
  await base.close()
  process.stdout.write(
    `${migrations.length ? `Applied ${migrations.join(', ')}.` : 'The database is up to date.'}\n`,
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
