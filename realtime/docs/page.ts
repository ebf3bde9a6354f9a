import { document } from '../../server/docs/docs.ts'
import { page } from '../../server/pages/page.ts'
import { pageData } from './page-data.ts'

const data = document(pageData)

/** The sockets, for people to read. */
export const realtimePage = page({
  path: '/api/docs/realtime',
  who: 'everyone',
  show: async () => ({
    template: 'docs-realtime',
    title: 'Realtime',
    stylesheet: 'docs-realtime',
    data: data(),
  }),
})
