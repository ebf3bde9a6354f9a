import { readSettings, type Settings } from '../../env.ts'
import { findings, type Finding } from './finding.ts'

/** The settings, or what is wrong with them: one finding for each variable. */
export const checkSettings = (): { settings?: Settings; found: Finding[] } => {
  const { good, wrong } = findings('Environment')
  try {
    const settings = readSettings()
    return { settings, found: good(`${settings.NODE_ENV}, every variable can be read.`) }
  } catch (error) {
    const { cause } = error as Error
    if (!Array.isArray(cause)) throw error
    return { found: (cause as string[]).flatMap(fault => wrong(fault, 'See .env.example.')) }
  }
}

const isLocal = (host: string) => /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(host)

/** PUBLIC_URL stands in every mail, and is the Origin that browsers must come from. */
export const checkPublicUrl = ({ PUBLIC_URL, NODE_ENV, TRUST_PROXY }: Settings): Finding[] => {
  const { good, warning, wrong } = findings('PUBLIC_URL')
  const { origin, protocol, hostname } = new URL(PUBLIC_URL)
  if (PUBLIC_URL !== origin)
    return wrong(
      `has more than an origin, so no browser's Origin is ever the same.`,
      `Set it to ${origin}; the pages must be at the root of their host.`,
    )
  if (NODE_ENV !== 'production') return good(origin)
  if (isLocal(hostname))
    return wrong(
      `${origin} is this machine: links in mails lead nowhere.`,
      'Set the address that people use.',
    )
  if (protocol === 'http:')
    return warning(`${origin} is not encrypted: sessions can be read on the way.`, 'Serve it by https.')
  if (!TRUST_PROXY)
    return warning(
      `${origin}, and TRUST_PROXY is 0: behind a proxy everybody has its address, and shares its limits.`,
      'Set TRUST_PROXY to the number of proxies before this process (mostly 1).',
    )
  return good(origin)
}
