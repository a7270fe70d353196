export { defineMessage, type Message, type MessageContract, type Payload } from './message.js';
export { partitionsPerTopic, publicTopics, topics, type Topic } from './topics.js';
