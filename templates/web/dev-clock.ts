import { refreshPage } from './refresh.ts'

// The page is first shown in UTC: from then on in the zone of whoever looks.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const here = new URL(location.href)
if (here.searchParams.get('zone') !== zone) {
  here.searchParams.set('zone', zone)
  location.replace(here)
}

/** While it moves, and a moment after, the page shows how far it is. */
setInterval(() => document.hidden || void refreshPage(), 1_000)
