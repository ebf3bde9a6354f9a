import { describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { arranging } from '../interviews/arranging.ts'

describe('the page of one’s interviews', () => {
  const app = hirewire()
  const at = arranging(app)
  const open = (who: { token: string } | null, path = '/interviews') => openPage(app.url, who, path)
  const zoned = (id: string, zone: string) => app.sql('update users set zone = $2 where id = $1', [id, zone])

  it('shows the hour in the zone of its reader, which is named, and the one that was meant', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    await zoned(candidate.id, 'America/New_York')
    await zoned(people.interviewer.id, 'Europe/Berlin')
    const year = new Date().getUTCFullYear() + 1
    await at.schedule(id, {
      startsAt: `${year}-06-01T14:00:00.000Z`,
      note: 'NOTE <b>bold</b>',
      title: 'Talk <script>alert(1)</script>',
    })
    const own = await open(candidate)
    expect(own.html).toContain('10:00 America/New_York (UTC-4)')
    expect(own.html).toMatch(/Arranged as [^<]*16:00 Europe\/Berlin \(UTC\+2\)/)
    expect(own.html).not.toContain('NOTE')
    const panel = await open(people.interviewer)
    expect(panel.html).toContain('16:00 Europe/Berlin (UTC+2)')
    expect(panel.html).not.toContain('Arranged as')
    expect(panel.html).toContain('NOTE &lt;b&gt;bold')
    for (const { html } of [own, panel]) expect(html).not.toContain('<script>alert')
  })

  it('is the home of an interviewer, and has what is theirs alone', async () => {
    const { people, world } = at
    expect((await open(people.interviewer, '/')).location).toBe('/interviews')
    const idle = await app.person('interviewer', world.staffing)
    expect((await open(idle)).html).toContain('No interviews ahead')
    const { id } = await at.freshCard()
    await at.schedule(id, { title: 'Of Rob and nobody else', panel: [people.recruiter2], by: people.manager })
    for (const who of [people.recruiter2, people.manager])
      expect((await open(who)).html).toContain('Of Rob and nobody else')
    for (const who of [people.recruiter, people.client, people.interviewer]) {
      expect((await open(who)).html, who.role).not.toContain('Of Rob and nobody else')
      const all = (await open(who, '/interviews?of=all')).html.includes('Of Rob and nobody else')
      expect(all, who.role).toBe(who !== people.interviewer)
    }
    for (const who of [people.outsideRecruiter, people.otherClient])
      expect((await open(who, '/interviews?of=all')).html).not.toContain('Of Rob')
  })

  it('is no page for those who go to no interviews', async () => {
    for (const who of [at.people.agency, at.people.admin]) expect((await open(who)).status).toBe(404)
    expect((await open(null)).location).toContain('/sign-in')
  })
})
