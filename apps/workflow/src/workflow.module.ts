import { Module } from '@nestjs/common';
import { CreateWorkflow } from './definitions/create-workflow.js';
import { WorkflowRepository } from './definitions/workflow.repository.js';
import { WorkflowsController } from './definitions/workflows.controller.js';
import { ChangeSession } from './sessions/change-session.js';
import { CheckResultsConsumer } from './sessions/check-results.consumer.js';
import { CompleteStep } from './sessions/complete-step.js';
import { CreateSession } from './sessions/create-session.js';
import { DecideSession } from './sessions/decide-session.js';
import { DecisionWorker } from './sessions/decision-worker.js';
import { InternalController } from './sessions/internal.controller.js';
import { ProcessSession } from './sessions/process-session.js';
import { PublicSessionsController } from './sessions/public-sessions.controller.js';
import { SessionFindings } from './sessions/session-findings.js';
import { SessionLinks } from './sessions/session-links.js';
import { SessionQuestions } from './sessions/session-questions.js';
import { SessionRepository } from './sessions/session.repository.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { TimelineRepository } from './sessions/timeline.repository.js';

@Module({
  controllers: [WorkflowsController, SessionsController, PublicSessionsController, InternalController],
  providers: [
    WorkflowRepository,
    CreateWorkflow,
    SessionRepository,
    TimelineRepository,
    SessionLinks,
    SessionFindings,
    SessionQuestions,
    ChangeSession,
    CreateSession,
    CompleteStep,
    ProcessSession,
    DecideSession,
    DecisionWorker,
    CheckResultsConsumer,
  ],
})
export class WorkflowModule {}
