import { stackFacts } from '../stack/stack-facts.js';
import { Api } from './api.js';
import { BackOffice } from './back-office.js';
import { DecidedEvents } from './decided-events.js';

/** What every suite starts from: the run's stack and clients of it. */
export function connect() {
  const stack = stackFacts();
  const api = new Api(stack);
  return { stack, api, backOffice: new BackOffice(api), events: new DecidedEvents(stack.eventsFile) };
}
