import type { Message } from '#libs/contracts';

/** A message as consumers keep it: the payload stays JSON text, which BSON does not preserve in every detail. */
export interface StoredMessage {
  envelope: Omit<Message, 'data'>;
  body: string;
}

export function storeMessage({ data, ...envelope }: Message): StoredMessage {
  return { envelope, body: JSON.stringify(data) ?? 'null' };
}

export function restoreMessage(stored: StoredMessage): Message {
  return { ...stored.envelope, data: JSON.parse(stored.body) as unknown };
}
