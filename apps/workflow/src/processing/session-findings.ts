import { Injectable } from '@nestjs/common';
import type { BiometricsView, CheckEvidence, DocumentView, PartiesView } from '#libs/contracts';
import { ServiceClient, type ServiceName } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { checkTypeOf } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import type { CaseSources } from '../rules/assemble-case.js';
import type { Check, Session } from '../sessions/session.js';
import { stepTypeOf } from '../steps/registry.js';

/** What checks found, by check id. */
export type Evidence = ReadonlyMap<string, Record<string, unknown>>;

/** Gathers from the services that own them all the facts that rules look at. */
@Injectable()
export class SessionFindings {
  constructor(private readonly services: ServiceClient) {}

  /** Asks only for what the workflow can have brought about. @throws TransientFailure when a service does not answer */
  async gather(session: Session, definition: WorkflowDefinition): Promise<CaseSources> {
    const { hasFiles, hasFaces, hasParties } = partsOf(definition);
    const [documents, biometrics, parties, evidence] = await Promise.all([
      hasFiles ? this.part<{ documents: DocumentView[] }>(session, 'document', 'documents') : undefined,
      hasFaces ? this.part<BiometricsView>(session, 'biometrics', 'biometrics') : undefined,
      hasParties ? this.part<PartiesView>(session, 'subsession', 'subsessions') : undefined,
      this.evidence(session),
    ]);
    return {
      formData: session.formData,
      checks: session.checks.map((check) => withEvidence(check, evidence)),
      documents: documents?.documents ?? [],
      biometrics: biometrics ?? {},
      subsessions: parties?.subsessions ?? [],
      ...(parties?.ownership && { ownership: parties.ownership }),
    };
  }

  /** What ended checks found that the session does not hold yet. */
  async evidence(session: Session): Promise<Evidence> {
    const wanted = session.checks.filter(
      ({ status, evidence }) => !evidence && (status === 'completed' || status === 'not_available'),
    );
    const found = await Promise.all(wanted.map((check) => this.evidenceOf(session.tenantId, check)));
    return new Map(found.filter((one) => one !== undefined).map((one) => [one.check_id, one.evidence]));
  }

  private part<T>({ id, tenantId }: Session, service: ServiceName, part: string): Promise<T> {
    return this.services.json<T>(service, { path: `/internal/sessions/${id}/${part}`, tenantId });
  }

  /** A check without a result need not have left any evidence; nothing waits for a service that may be down. */
  private async evidenceOf(
    tenantId: string,
    { type, check_id, status }: Check,
  ): Promise<CheckEvidence | undefined> {
    try {
      const path = `/internal/checks/${check_id}`;
      return await this.services.json<CheckEvidence>(checkTypeOf(type).service, { path, tenantId });
    } catch (error) {
      if (status === 'not_available' || (error instanceof DomainRefusal && error.code === 'not_found'))
        return undefined;
      throw error;
    }
  }
}

const withEvidence = (check: Check, evidence: Evidence): Check => ({
  ...check,
  evidence: check.evidence ?? evidence.get(check.check_id),
});

/** Keeps with the session what its checks found. */
export function keepEvidence(session: Session, evidence: Evidence): void {
  session.checks = session.checks.map((check) => withEvidence(check, evidence));
}

/** What sessions of a workflow can have that other services know of. */
function partsOf({ steps }: WorkflowDefinition) {
  const brought = steps.map((step) => stepTypeOf(step.type).brings(step));
  const hasFaces = brought.some(({ biometrics }) => biometrics === true);
  const hasFiles = brought.some(
    ({ documents, fields }) => documents === true || fields?.some(({ type }) => type === 'file') === true,
  );
  const hasParties = brought.some(({ parties }) => parties !== undefined);
  return { hasFaces, hasFiles: hasFiles || hasFaces, hasParties };
}

/** The findings of a session that no other service knows anything of; undefined when one has to be asked. */
export function ownFindings(session: Session, definition: WorkflowDefinition): CaseSources | undefined {
  if (Object.values(partsOf(definition)).some(Boolean)) return undefined;
  const { formData, checks } = session;
  return { formData, checks, documents: [], biometrics: {}, subsessions: [] };
}
