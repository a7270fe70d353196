export { Outbox, largestPayloadBytes, type NewMessage, type OutboxOptions } from './outbox.js';
export { OutboxRelay, type OutboxRelayOptions } from './outbox-relay.js';
export { Dispatcher, type Counts, type DispatcherOptions } from './dispatcher.js';
export { handlerLimitMs, type Handler, type Handling } from './handlers.js';
export { type Outcome } from './message-handling.js';
export {
  DeadLetters,
  deadLetterTopic,
  type DeadLetter,
  type DeadLetterFilter,
  type ParkReason,
} from './dead-letters.js';
export { type Attempt } from './deferred-messages.js';
export { type FailureNote } from './failures.js';
export { defaultRetryPolicy, type RetryPolicy } from './retry-policy.js';
export {
  PublishRefused,
  type Delivery,
  type Subscription,
  type SubscriptionRequest,
  type Transport,
  type UnreadableRecord,
} from './transport.js';
export { InProcessTransport, type InProcessTransportOptions } from './in-process-transport.js';
export { KafkaTransport, type KafkaTransportOptions } from './kafka/kafka-transport.js';
export { decodeRecord, encodeRecord, type EncodedRecord, type ReceivedRecord } from './kafka/kafka-codec.js';
export { type MessagingLogger } from './logger.js';
