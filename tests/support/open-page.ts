import { sessionCookie, type Person } from './people.ts'

/** A page as this person's browser asks for it. A redirect is shown, not followed; null is a stranger. */
export const openPage = async (url: string, person: Pick<Person, 'token'> | null, path: string) => {
  const response = await fetch(url + path, {
    headers: { accept: 'text/html', ...(person && { cookie: await sessionCookie(person) }) },
    redirect: 'manual',
  })
  const html = await response.text()
  return {
    status: response.status,
    location: response.headers.get('location'),
    headers: response.headers,
    html,
    title: /<title>([^<]*)<\/title>/.exec(html)?.[1],
  }
}
