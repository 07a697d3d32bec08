import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A JSON-lines logger to standard error; fields that could carry a secret are removed, whatever their depth of one. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      redact: {
        paths: ['authorization', 'cookie', 'password', 'token', 'key', 'secret', 'code', '*.authorization', '*.cookie']
          .concat(['*.password', '*.token', '*.key', '*.secret', 'req.headers', 'headers'])
          .concat(['connectionString', '*.connectionString', 'config', 'err.config']),
        remove: true,
      },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** A logger that says nothing; for tests and for commands that print their own words. */
export const silentLog = (): Log => pino({ level: 'silent' });
