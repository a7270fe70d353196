import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { DocumentView } from '#libs/contracts';
import { Caller, Operate, ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { CompleteStep } from './complete-step.js';
import {
  CompletedStepJson,
  CompleteStepBody,
  PublicStateJson,
  publicStateJson,
  PublicWorkflowJson,
  publicWorkflowJson,
} from './public-sessions.dto.js';
import { LoadSession, type LoadedSession } from '../sessions/load-session.js';
import { currentStepIndex, type Session } from '../sessions/session.js';

const tag = 'Public session';

/** What an end user does with the link of a session. The gateway has already turned the token into an identity. */
@Controller('public/session')
export class PublicSessionsController {
  constructor(
    private readonly completeStep: CompleteStep,
    private readonly loadSession: LoadSession,
    private readonly services: ServiceClient,
  ) {}

  @Get()
  @Operate({
    summary: 'Where the session stands',
    tag,
    access: 'end_user',
    answers: { 200: PublicStateJson },
    problems: ['not_found', 'session_expired'],
  })
  async state(@Caller() caller: Identity) {
    const { session, workflow } = await this.load(caller);
    const { documents } = await this.services.json<{ documents: DocumentView[] }>('document', {
      path: `/internal/sessions/${session.id}/documents`,
      tenantId: session.tenantId,
    });
    return publicStateJson(session, workflow, documents, new Date());
  }

  @Get('workflow')
  @Operate({
    summary: 'The steps to show, without rules and internal descriptions',
    tag,
    access: 'end_user',
    answers: { 200: PublicWorkflowJson },
    problems: ['not_found', 'session_expired'],
  })
  async workflow(@Caller() caller: Identity) {
    return publicWorkflowJson((await this.load(caller)).workflow);
  }

  @Post('step/:stepId/complete')
  @HttpCode(200)
  @Operate({
    summary: 'Complete the current step',
    tag,
    access: 'end_user',
    body: CompleteStepBody,
    answers: { 200: CompletedStepJson },
    problems: ['step_not_current', 'step_already_completed', 'session_not_active', 'invalid_submission'],
  })
  async complete(
    @Caller() caller: Identity,
    @Param('stepId') stepId: string,
    @Body() { data }: Static<typeof CompleteStepBody>,
  ) {
    const { tenantId, sessionId } = endUser(caller);
    const session = await this.completeStep.run(tenantId, sessionId, stepId, data);
    return completedStepJson(session, stepId);
  }

  private load(caller: Identity): Promise<LoadedSession> {
    const { tenantId, sessionId } = endUser(caller);
    return this.loadSession.run(tenantId, sessionId);
  }
}

function endUser(caller: Identity): { tenantId: string; sessionId: string } {
  if (caller.kind !== 'end_user') throw new DomainRefusal('forbidden', 'Use the link of a session.');
  return caller;
}

function completedStepJson(session: Session, stepId: string): Static<typeof CompletedStepJson> {
  const index = currentStepIndex(session);
  const isOpen = session.status === 'active';
  return {
    step: { step_id: stepId, status: session.steps.find((s) => s.step_id === stepId)?.status ?? 'pending' },
    session: { status: session.status, current_step_index: index },
    next_step_id: isOpen ? (session.steps[index]?.step_id ?? null) : null,
  };
}
