import type { ServiceDefinition } from '#libs/platform';
import { migrations } from './migrations.js';
import { SubsessionModule } from './subsession.module.js';

/** Owns the links between parent sessions and the sessions of related parties. */
export const subsessionService: ServiceDefinition = {
  name: 'subsession',
  module: SubsessionModule,
  migrations,
};
