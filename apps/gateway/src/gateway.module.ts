import { Module } from '@nestjs/common';
import { DocsController } from './docs/docs.controller.js';
import { ApiDescription } from './docs/api-description.js';
import { Admission } from './forwarding/admission.js';
import { Forwarder } from './forwarding/forwarder.js';
import { ForwardingController } from './forwarding/forwarding.controller.js';
import { ApiKeys } from './keys/api-keys.js';
import { BootstrapKeys } from './keys/bootstrap-key.js';
import { SessionView } from './session-view/session-view.js';

@Module({
  controllers: [DocsController, ForwardingController],
  providers: [Admission, ApiDescription, ApiKeys, BootstrapKeys, Forwarder, SessionView],
})
export class GatewayModule {}
