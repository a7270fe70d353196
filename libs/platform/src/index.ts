export {
  ConfigurationError,
  parseSettings,
  settingsAsMarkdown,
  settingsFromEnvironment,
  type Settings,
} from './config/settings.js';
export { continueTrace, currentWork, runAs, type WorkContext } from './context.js';
export { Caller } from './http/caller.js';
export { describeRoutes, openApiPath } from './http/openapi.js';
export { Operate, type Access, type Operation } from './http/operation.js';
export { sendProblem } from './http/problem-filter.js';
export { compile, type Checked } from './http/schema.js';
export { ServiceClient, type ServiceCall } from './http/service-client.js';
export { leastId, newId, type IdPrefix } from './ids.js';
export { createLogger, type Logger } from './logging/logger.js';
export { READINESS_CHECKS, type ReadinessCheck } from './health/health.controller.js';
export { LOGGER, SETTINGS } from './runtime/platform.module.js';
export { WorkLoop, type WorkLoopOptions } from './runtime/work-loop.js';
export { explainStartFailure, runService, runUntilSignal } from './runtime/run.js';
export { ServiceAddresses, serviceNames, type ServiceName } from './runtime/services.js';
export { isDistributed, prepareSharedParts, type SharedParts } from './runtime/shared-parts.js';
export {
  startService,
  type Migration,
  type RunningService,
  type ServiceDefinition,
} from './runtime/start-service.js';
