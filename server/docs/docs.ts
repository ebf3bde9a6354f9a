import type { Express, RequestHandler } from 'express'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderPage } from '../../templates/render.ts'
import { errorCodes } from '../errors.ts'
import { page, servePage } from '../pages/page.ts'
import { openApiDocument } from './openapi.ts'
import { piecesOf } from './pieces.ts'
import { postmanCollection, type OpenApi } from './postman.ts'

const swaggerFolder = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
const swaggerFiles = ['swagger-ui.css', 'swagger-ui-bundle.js']

/** Swagger UI writes `style` attributes all over its page. Its scripts stay as strict as everywhere. */
const allowInlineStyles: RequestHandler = (_request, response, next) => {
  const policy = String(response.getHeader('Content-Security-Policy'))
  response.setHeader(
    'Content-Security-Policy',
    policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  )
  next()
}

export const errorsPage = page({
  path: '/api/docs/errors',
  who: 'everyone',
  show: async () => {
    const codes = Object.entries(errorCodes).map(([code, [status, meaning]]) => ({
      code,
      status,
      meaning: piecesOf(meaning),
    }))
    return {
      template: 'docs-errors',
      title: 'Error codes',
      data: { codes: codes.toSorted((a, b) => a.status - b.status) },
    }
  },
})

/** Makes a document when it is first asked for, and keeps it: a start need not wait for what few read. */
export const document = <Made>(make: () => Made) => {
  let made: Made | undefined
  return () => (made ??= make())
}

/**
 * `/api/openapi.json`, the same for people at `/api/docs` and for Postman at `/api/postman.json`, and the page that every
 * problem's `type` leads to.
 */
export const mountDocs = (app: Express) => {
  const openApi = document(openApiDocument)
  const collection = document(() => postmanCollection(openApi() as object as OpenApi))
  app.get('/api/openapi.json', (_request, response) => void response.json(openApi()))
  app.get('/api/postman.json', (_request, response) => void response.json(collection()))
  app.get('/api/docs', allowInlineStyles, (_request, response) => {
    response.type('html').send(renderPage('docs', { nonce: response.locals.nonce as string }))
  })
  for (const file of swaggerFiles)
    app.get(`/api/docs/${file}`, (_request, response) => {
      response.sendFile(file, { root: swaggerFolder, maxAge: '1h' })
    })
  app.get(errorsPage.path, servePage(errorsPage))
}
