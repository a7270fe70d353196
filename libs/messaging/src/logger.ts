/** What the library writes its log with; a pino logger fits as it is. Payloads are never logged, only ids and types. */
export interface MessagingLogger {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** Drops everything: the default, so that tests and scripts stay quiet. */
export const silentLogger: MessagingLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
