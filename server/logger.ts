import pino, { type Logger } from 'pino'
import { env } from './env.ts'

let current: Logger | undefined

/** Structured logs. What could let somebody in is never written: the paths below are cut out. */
export const logger = () =>
  (current ??= pino({
    level: env().LOG_LEVEL,
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        'res.headers["set-cookie"]',
        'res.headers["set-auth-token"]',
        'res.headers["set-auth-jwt"]',
        '*.password',
        '*.newPassword',
        '*.token',
        '*.otp',
      ],
      censor: '[not logged]',
    },
    ...(env().NODE_ENV === 'development' && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  }))
