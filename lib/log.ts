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

/**
 * Makes what others write to the console (the framework, of a page that failed) lines of this log, without the
 * values that an error quotes. Warnings all: what fails of ours is said as an error where it is caught.
 */
export function writeInto(
  to: Pick<pino.Logger, 'warn'>,
  place: { error(...said: unknown[]): void; warn(...said: unknown[]): void },
): void {
  const write = (...said: unknown[]) =>
    to.warn({ err: said.find((one) => one instanceof Error) ?? said.map(String).join(' ') }, 'said besides');
  place.error = write;
  place.warn = write;
}

// Not the error's other fields: the database's `detail` quotes the row, a client's `config` its headers.
// And no password out of an address that a driver repeats in its message.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: withoutPasswords(firstLine(String(error))) };
  const { name, stack } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  const message = withoutPasswords(withoutValues(error));
  const where = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name, code, message, stack: withoutPasswords([`${name}: ${message}`, ...where].join('\n')) };
}

// What Prisma refuses to send, it repeats whole: the words of a witness, a password's hash. The first line says
// which call it was, the last what is wrong with it.
function withoutValues({ name, message }: Error): string {
  if (name !== 'PrismaClientValidationError') return message;
  return `${firstLine(message)} ${message.trim().split('\n').at(-1)}`;
}

function firstLine(words: string): string {
  return words.trim().split('\n', 1)[0]!.slice(0, 500);
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
