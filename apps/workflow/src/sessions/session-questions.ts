import { Injectable } from '@nestjs/common';
import type {
  LivenessStep,
  ResolvedAccessToken,
  SessionCase,
  SessionSummary,
  SubsessionStep,
  UploadPermission,
} from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import type { LivenessStep as LivenessStepDefinition } from '../steps/liveness/config.js';
import { sandboxOutcomes } from '../steps/liveness/sandbox-outcomes.js';
import { stepTypeOf } from '../steps/registry.js';
import type { StepDefinition, UploadRule } from '../steps/step-type.js';
import type { SubsessionCollectionStep } from '../steps/subsession-collection/config.js';
import { caseSubjects, caseWallets } from './case-subjects.js';
import { partyWorkflow } from './party-workflow.js';
import { currentStepIndex, isExpired, requireActive, requireCurrentStep, type Session } from './session.js';
import { SessionRepository } from './session.repository.js';

/** Answers what other services need to know of a session before they act for it. */
@Injectable()
export class SessionQuestions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** @throws DomainRefusal `not_found` for an unknown token, `session_expired` for one whose time is over */
  async resolveToken(tokenHash: string): Promise<ResolvedAccessToken> {
    const session = await this.sessions.findByToken(tokenHash);
    if (!session) throw new DomainRefusal('not_found', 'There is no such link.');
    const isOver =
      session.status === 'expired' || (session.status === 'active' && session.expiresAt <= new Date());
    if (isOver) throw new DomainRefusal('session_expired', 'Ask for a new link.');
    return { session_id: session.id, tenant_id: session.tenantId };
  }

  async summary(tenantId: string, id: string): Promise<SessionSummary> {
    const session = await this.sessions.get(tenantId, id);
    return {
      session_id: session.id,
      tenant_id: tenantId,
      workflow_id: session.workflowId,
      status: isExpired(session, new Date()) ? 'expired' : session.status,
      expires_at: session.expiresAt.toISOString(),
    };
  }

  /** Says what may be uploaded into the current step, or refuses with the reason. */
  async uploadPermission(
    tenantId: string,
    id: string,
    wanted: { step_id: string; document_type?: string; field_id?: string },
  ): Promise<UploadPermission> {
    const { session, definition } = await this.load(tenantId, id);
    requireActive(session, new Date());
    const step = stepOf(definition, wanted.step_id);
    requireCurrentStep(session, step.step_id);
    const rule = stepTypeOf(step.type).uploadRule(step, wanted);
    if (!rule) {
      const property = wanted.field_id === undefined ? 'document_type' : 'field_id';
      const detail = 'this step does not ask for it';
      throw new DomainRefusal('invalid_submission', 'The step does not take this upload.', [
        { pointer: `/${property}`, code: 'not_allowed', detail },
      ]);
    }
    const { enable_auto_classification: classify, ...permitted } = rule;
    return {
      step_id: step.step_id,
      step_type: step.type,
      ...pick(permitted),
      ...(classify && { classify }),
    };
  }

  async sessionCase(tenantId: string, id: string): Promise<SessionCase> {
    const { session, definition } = await this.load(tenantId, id);
    return {
      session_id: id,
      entity_types: definition.entity_types,
      subjects: caseSubjects(session, definition),
      wallets: caseWallets(session, definition),
    };
  }

  /** The liveness step whose turn it is. @throws DomainRefusal `step_not_current` when it is another step's turn */
  async livenessStep(tenantId: string, id: string): Promise<LivenessStep> {
    const { session, definition } = await this.load(tenantId, id);
    requireActive(session, new Date());
    const step = definition.steps[currentStepIndex(session)];
    if (!step || !isLiveness(step))
      throw new DomainRefusal('step_not_current', 'It is not the turn of a liveness step.');
    const sandbox_outcomes = sandboxOutcomes(session.metadata);
    return {
      step_id: step.step_id,
      config: step.liveness_config,
      reopened_at: session.reopenings[step.step_id]?.at,
      ...(sandbox_outcomes && { sandbox_outcomes }),
    };
  }

  /**
   * The subsession step that is asked for, or the one that is open.
   *
   * @throws DomainRefusal `step_not_current`, `step_already_completed`; `not_found` when the workflow has no such step
   */
  async subsessionStep(tenantId: string, id: string, stepId?: string): Promise<SubsessionStep> {
    const { session, definition } = await this.load(tenantId, id);
    requireActive(session, new Date());
    const steps = definition.steps.filter(
      (s): s is SubsessionCollectionStep => s.type === 'subsession_collection',
    );
    const step = stepId
      ? steps.find((s) => s.step_id === stepId)
      : (steps.find((s) => isOpen(session, s.step_id)) ?? steps.at(-1));
    if (!step) throw new DomainRefusal('not_found', 'The workflow has no such step.');
    requireCurrentStep(session, step.step_id);
    const { workflow_id, max_subsessions, ttl_days } = step.subsession_config;
    const { entity_types } = (await partyWorkflow(this.workflows, tenantId, workflow_id)).definition;
    return { step_id: step.step_id, workflow_id, entity_types, max_subsessions, ttl_days };
  }

  private async load(
    tenantId: string,
    id: string,
  ): Promise<{ session: Session; definition: WorkflowDefinition }> {
    const session = await this.sessions.get(tenantId, id);
    const { definition } = await this.workflows.version(
      tenantId,
      session.workflowId,
      session.workflowVersion,
    );
    return { session, definition };
  }
}

function stepOf(definition: WorkflowDefinition, stepId: string): StepDefinition {
  const step = definition.steps.find((s) => s.step_id === stepId);
  if (step) return step;
  throw new DomainRefusal('invalid_submission', 'There is no such step.', [
    { pointer: '/step_id', code: 'unknown_step', detail: 'the workflow has no such step' },
  ]);
}

const pick = ({
  document_type,
  field_id,
  auto_extract,
  allow_multiple,
  entity_role,
  accepted_types,
  max_size_mb,
  validations,
  extraction_profile,
}: UploadRule) => ({
  document_type,
  field_id,
  auto_extract,
  allow_multiple,
  entity_role,
  accepted_types,
  max_size_mb,
  validations,
  extraction_profile,
});

const isLiveness = (step: StepDefinition): step is LivenessStepDefinition => step.type === 'liveness';

const isOpen = (session: Session, stepId: string): boolean =>
  session.steps.some((step) => step.step_id === stepId && step.status !== 'completed');
