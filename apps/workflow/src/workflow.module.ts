import { Module } from '@nestjs/common';
import { ChangeWorkflow } from './definitions/change-workflow.js';
import { CreateWorkflow } from './definitions/create-workflow.js';
import { ExtractionProfiles } from './definitions/extraction-profiles.js';
import { JudgeDefinition } from './definitions/judge-definition.js';
import { ListVersions } from './definitions/list-versions.js';
import { PartyWorkflows } from './definitions/party-workflows.js';
import { WorkflowRepository } from './definitions/workflow.repository.js';
import { WorkflowsController } from './definitions/workflows.controller.js';
import { AddLink } from './lifecycle/add-link.js';
import { CreateSession } from './lifecycle/create-session.js';
import { DeleteSession } from './lifecycle/delete-session.js';
import { ExpiryWorker } from './lifecycle/expiry.worker.js';
import { ExtendSession } from './lifecycle/extend-session.js';
import { LifecycleController } from './lifecycle/lifecycle.controller.js';
import { RenewLink } from './lifecycle/renew-link.js';
import { EndParties } from './parties/end-parties.js';
import { EndedSessionsConsumer } from './parties/ended-sessions.consumer.js';
import { OpenPartySession } from './parties/open-party-session.js';
import { PartiesController } from './parties/parties.controller.js';
import { PartyEventsConsumer } from './parties/party-events.consumer.js';
import { PartyResults } from './parties/party-results.js';
import { PartySessions } from './parties/party-sessions.js';
import { CheckResultsConsumer } from './processing/check-results.consumer.js';
import { CheckRunWorker } from './processing/check-run.worker.js';
import { CheckRuns } from './processing/check-runs.js';
import { ConcludeRun } from './processing/conclude-run.js';
import { DecideSession } from './processing/decide-session.js';
import { ProcessSession } from './processing/process-session.js';
import { RunAlarm } from './processing/run-alarm.js';
import { SessionFindings } from './processing/session-findings.js';
import { RequestCorrections } from './review/request-corrections.js';
import { ReviewSession } from './review/review-session.js';
import { ReviewController } from './review/review.controller.js';
import { ChangeSession } from './sessions/change-session.js';
import { InternalController } from './sessions/internal.controller.js';
import { LoadSession } from './sessions/load-session.js';
import { SessionLinks } from './sessions/session-links.js';
import { SessionQuestions } from './sessions/session-questions.js';
import { SessionRepository } from './sessions/session.repository.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { TimelineRepository } from './sessions/timeline.repository.js';
import { SimulateDecision } from './simulation/simulate-decision.js';
import { SimulationController } from './simulation/simulation.controller.js';
import { CreateFromTemplate } from './templates/create-from-template.js';
import { TemplatesController } from './templates/templates.controller.js';
import { AdvanceSession } from './walk/advance-session.js';
import { CompleteStep } from './walk/complete-step.js';
import { PublicSessionsController } from './walk/public-sessions.controller.js';

const definitions = [
  WorkflowRepository,
  PartyWorkflows,
  ExtractionProfiles,
  JudgeDefinition,
  CreateWorkflow,
  ChangeWorkflow,
  ListVersions,
  CreateFromTemplate,
];
const sessions = [
  SessionRepository,
  TimelineRepository,
  LoadSession,
  ChangeSession,
  SessionLinks,
  SessionQuestions,
];
const lifecycle = [CreateSession, AddLink, RenewLink, ExtendSession, DeleteSession, ExpiryWorker];
const walk = [AdvanceSession, CompleteStep];
const processing = [
  RunAlarm,
  CheckRuns,
  ProcessSession,
  SessionFindings,
  DecideSession,
  ConcludeRun,
  CheckRunWorker,
  CheckResultsConsumer,
];
const parties = [
  OpenPartySession,
  PartySessions,
  PartyResults,
  EndParties,
  PartyEventsConsumer,
  EndedSessionsConsumer,
];
const review = [ReviewSession, RequestCorrections];

@Module({
  controllers: [
    WorkflowsController,
    TemplatesController,
    SimulationController,
    SessionsController,
    LifecycleController,
    ReviewController,
    PublicSessionsController,
    InternalController,
    PartiesController,
  ],
  providers: [
    ...definitions,
    ...sessions,
    ...lifecycle,
    ...walk,
    ...processing,
    ...review,
    ...parties,
    SimulateDecision,
  ],
})
export class WorkflowModule {}
