import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { Kafka, logLevel, type ISocketFactoryArgs, type LogEntry, type SASLOptions } from 'kafkajs';
import type { MessagingLogger } from '../logger.js';

export interface KafkaConnection {
  /** `host:port` of one or more brokers. */
  brokers: readonly string[];
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: SASLOptions;
}

/** A request without an answer for this long has failed, in ms. */
export const requestTimeoutMs = 3_000;
const keepAliveMs = 60_000;
/** Said of every producer with bounded retries; ours is replaced after a failure, which is what the warning asks for. */
const settledWarning = 'Limiting retries for the idempotent producer may invalidate EoS guarantees';

/** A Kafka client whose connections can be cut for good. */
export function makeKafka(connection: KafkaConnection, logger: MessagingLogger, gate?: SocketGate): Kafka {
  return new Kafka({
    clientId: connection.clientId,
    brokers: [...connection.brokers],
    ...(connection.ssl === undefined ? {} : { ssl: connection.ssl }),
    ...(connection.sasl === undefined ? {} : { sasl: connection.sasl }),
    requestTimeout: requestTimeoutMs,
    enforceRequestTimeout: true,
    connectionTimeout: 2_000,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => write(entry, logger),
    ...(gate ? { socketFactory: (args: ISocketFactoryArgs) => gate.open(args) } : {}),
  });
}

/**
 * Makes the sockets of one client and can end them all. The client library reconnects and sends again on its own
 * account; once the gate is shut that is impossible, so a publish that was given up cannot arrive later.
 */
export class SocketGate {
  private readonly sockets = new Set<Socket>();
  private isShut = false;

  open({ host, port, ssl, onConnect }: ISocketFactoryArgs): Socket {
    if (this.isShut) throw new Error('This Kafka client was given up');
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const options: unknown = ssl;
    const socket = isTlsOptions(options)
      ? connectTls({ host, port, ...servername, ...options }, onConnect)
      : connectPlain({ host, port }, onConnect);
    socket.setKeepAlive(true, keepAliveMs);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }

  shut(): void {
    this.isShut = true;
    for (const socket of this.sockets) socket.destroy();
  }
}

/** The client passes `undefined` or null for plain connections although its types say otherwise. */
function isTlsOptions(options: unknown): options is ConnectionOptions {
  return typeof options === 'object' && options !== null;
}

function write({ namespace, level, log }: LogEntry, logger: MessagingLogger): void {
  if (log.message === settledWarning) return;
  const fields: Record<string, unknown> = { kafka: namespace };
  for (const name of ['groupId', 'memberId', 'topic', 'partition', 'broker', 'retryCount']) {
    if (log[name] !== undefined) fields[name] = log[name];
  }
  if (level === logLevel.ERROR) logger.error(fields, log.message);
  else if (level === logLevel.WARN) logger.warn(fields, log.message);
}
