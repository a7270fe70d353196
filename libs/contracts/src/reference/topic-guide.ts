import { topics, type Topic } from '../topics.js';

/** Who may rely on a topic: everybody, the operator's own systems, or nobody but the services. */
export type Audience = 'public' | 'lifecycle' | 'commands';

/** What the documentation says of a topic beside its messages. */
export interface TopicGuide {
  audience: Audience;
  title: string;
  description: string;
  /** The one service that sends on it. */
  sender: string;
  /** The services that read it; a test holds sender and readers against the sources. */
  readers: readonly string[];
}

/** Every topic, in the order in which the documentation shows them. */
export const topicGuides: Record<Topic, TopicGuide> = {
  [topics.sessionDecided]: {
    audience: 'public',
    title: 'Decisions',
    description: 'Exactly one message for each decision about a session.',
    sender: 'workflow',
    readers: [],
  },
  [topics.workflowEvents]: {
    audience: 'lifecycle',
    title: 'Sessions',
    description: 'What becomes of sessions, from their opening to their erasure.',
    sender: 'workflow',
    readers: ['biometrics', 'document', 'screening', 'subsession', 'workflow'],
  },
  [topics.documentEvents]: {
    audience: 'lifecycle',
    title: 'Documents',
    description: 'Files that arrived, what became of reading them, and how they compare.',
    sender: 'document',
    readers: ['workflow'],
  },
  [topics.biometricsEvents]: {
    audience: 'lifecycle',
    title: 'Biometrics',
    description: 'Selfies, liveness attempts and face matches, without figures or pictures.',
    sender: 'biometrics',
    readers: ['workflow'],
  },
  [topics.screeningEvents]: {
    audience: 'lifecycle',
    title: 'Screening',
    description: 'How checks against watchlists, adverse media and wallet lists ended, without findings.',
    sender: 'screening',
    readers: ['workflow'],
  },
  [topics.subsessionEvents]: {
    audience: 'lifecycle',
    title: 'Related parties',
    description:
      'Related parties of a session: who was invited and how, and what became of their own sessions.',
    sender: 'subsession',
    readers: ['workflow'],
  },
  [topics.documentCommands]: {
    audience: 'commands',
    title: 'Commands to the document service',
    description: 'What the workflow service asks of the document service.',
    sender: 'workflow',
    readers: ['document'],
  },
  [topics.biometricsCommands]: {
    audience: 'commands',
    title: 'Commands to the biometrics service',
    description: 'What the workflow service asks of the biometrics service.',
    sender: 'workflow',
    readers: ['biometrics'],
  },
  [topics.screeningCommands]: {
    audience: 'commands',
    title: 'Commands to the screening service',
    description: 'What the workflow service asks of the screening service.',
    sender: 'workflow',
    readers: ['screening'],
  },
};

/** The guide to a topic of a contract. */
export function guideOf(topic: string): TopicGuide {
  const guide = topicGuides[topic as Topic] as TopicGuide | undefined;
  if (!guide) throw new Error(`the topic ${topic} is not described`);
  return guide;
}
