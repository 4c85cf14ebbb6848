import pino from 'pino';
import { env } from './env';

/**
 * The process's log: one JSON object a line on standard error, without addresses. Fields that could
 * carry a secret or a person are struck out wherever they stand.
 */
export const log = pino(
  {
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secretFields().flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[struck out]',
    },
  },
  pino.destination({ dest: 2, sync: true }),
);

function secretFields(): string[] {
  return [
    'password',
    'passwordHash',
    'secret',
    'token',
    'cookie',
    'authorization',
    'key',
    'salt',
    'ip',
    'address',
    'text',
    'note',
    'url',
  ];
}
