/**
 * Every topic of the platform. One per service and kind, keyed by session id so that one session is one ordered lane;
 * partitions are fixed when a topic is made because changing them would break that order.
 */
export const topics = {
  workflowEvents: 'kyc.workflow.events.v1',
  documentCommands: 'kyc.document.commands.v1',
  documentEvents: 'kyc.document.events.v1',
  biometricsCommands: 'kyc.biometrics.commands.v1',
  biometricsEvents: 'kyc.biometrics.events.v1',
  screeningCommands: 'kyc.screening.commands.v1',
  screeningEvents: 'kyc.screening.events.v1',
  subsessionEvents: 'kyc.subsession.events.v1',
  sessionDecided: 'kyc.session.decided.v1',
} as const;

export type Topic = (typeof topics)[keyof typeof topics];

/** Lanes that can be worked in parallel per topic. */
export const partitionsPerTopic = 12;

/** Topics that systems outside the platform may read. */
export const publicTopics: readonly Topic[] = [topics.sessionDecided];
