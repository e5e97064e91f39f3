import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger';

/** Lets Nest's own lines go through our logger; its start-up chatter goes to debug. */
export function nestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]) => {
      const error = message instanceof Error ? message : rest.find((part) => part instanceof Error);
      logger[level](
        { ...(error === undefined ? {} : { err: error }), detail: rest.filter((part) => part !== error) },
        text(message),
      );
    };
  return {
    log: line('debug'),
    debug: line('debug'),
    verbose: line('debug'),
    warn: line('warn'),
    error: line('error'),
    fatal: line('fatal'),
  };
}

function text(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
