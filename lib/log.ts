import pino from 'pino';
import { env } from './env';

/**
 * The process's log: one JSON object a line on standard error, without addresses. Fields that could
 * carry a secret or a person are struck out wherever they stand.
 */
export const log = makeLog(env().LOG_LEVEL, pino.destination({ dest: 2, sync: true }));

/** The same log written to another place, for its test. */
export function makeLog(level: string, destination: pino.DestinationStream): pino.Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretFields().flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[struck out]',
      },
      serializers: { err: describeError },
    },
    destination,
  );
}

// Not the error's other fields: the database's `detail` quotes the row, a client's `config` its headers.
// And no password out of an address that a driver repeats in its message.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: withoutPasswords(String(error)) };
  const { name, message, stack } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  return { name, code, message: withoutPasswords(message), stack: stack && withoutPasswords(stack) };
}

function withoutPasswords(words: string): string {
  return words.replace(/(:\/\/[^\s:/@]*):[^\s/@]*@/g, '$1:[struck out]@');
}

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
