import type { ServiceDefinition } from '#libs/platform';
import { describeRoutes } from '#libs/platform';
import { ApiDescription } from './docs/api-description.js';
import { addEdgeHeaders } from './edge/edge-headers.js';
import { GatewayModule } from './gateway.module.js';
import { migrations } from './migrations.js';

const mebibyte = 1024 * 1024;
/** What stands around a file in a body: property names, ids, the file's name. */
const slack = 256 * 1024;

/** The gateway: the only service that outsiders reach. */
export const gatewayService: ServiceDefinition = {
  name: 'gateway',
  module: GatewayModule,
  migrations,
  rawBodies: true,
  // Base64 makes four characters of three bytes.
  bodyLimit: ({ settings }) => Math.ceil((settings.MAX_UPLOAD_MB * mebibyte * 4) / 3) + slack,
  prepare: async (app) => {
    addEdgeHeaders(app);
    app.get(ApiDescription).describeOwnRoutes(describeRoutes(app, 'gateway'));
  },
};
