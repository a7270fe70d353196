import { endUser, openStage, ServiceStage, type Answer, type StageParts } from '#libs/service-stage';
import { subsessionService } from '../service.js';
import { PlayedWorkflow } from './played-workflow.js';

type Json = Record<string, unknown>;

/** The subsession service alone; the workflow service is played. */
export class SubsessionStage extends ServiceStage {
  private constructor(
    parts: StageParts,
    readonly workflow: PlayedWorkflow,
  ) {
    super(parts);
  }

  static async start(env: Record<string, string> = {}): Promise<SubsessionStage> {
    const workflow = await PlayedWorkflow.start();
    return new SubsessionStage(await openStage(subsessionService, { workflow }, env), workflow).listen();
  }

  /** Invites a party as the end user of a session. */
  async invite(sessionId: string, party: Json = { name: 'Ada One' }): Promise<Answer> {
    return this.call(endUser(sessionId), 'POST', '/public/session/subsessions', party);
  }

  async partiesOf(sessionId: string): Promise<Json[]> {
    const { body } = await this.call(endUser(sessionId), 'GET', '/public/session/subsessions');
    return body['data'] as Json[];
  }
}
