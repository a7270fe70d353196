import { Injectable } from '@nestjs/common';
import type { BiometricsView, CheckEvidence, DocumentView, SubsessionView } from '#libs/contracts';
import { ServiceClient, type ServiceName } from '#libs/platform';
import { checkTypeOf } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import type { CaseSources } from '../rules/assemble-case.js';
import { stepTypeOf } from '../steps/registry.js';
import type { Session } from './session.js';

/** Gathers from the services that own them all the facts that rules look at. */
@Injectable()
export class SessionFindings {
  constructor(private readonly services: ServiceClient) {}

  /** Asks only for what the workflow can have brought about. @throws TransientFailure when a service does not answer */
  async gather(session: Session, definition: WorkflowDefinition): Promise<CaseSources> {
    const brought = definition.steps.map((step) => stepTypeOf(step.type).brings(step));
    const hasFiles = brought.some(
      ({ documents, fields }) => documents || fields?.some((f) => f.type === 'file'),
    );
    const hasFaces = brought.some(({ face }) => face);
    const [documents, biometrics, subsessions, evidence] = await Promise.all([
      hasFiles || hasFaces
        ? this.part<{ documents: DocumentView[] }>(session, 'document', 'documents')
        : undefined,
      hasFaces ? this.part<BiometricsView>(session, 'biometrics', 'biometrics') : undefined,
      brought.some(({ parties }) => parties)
        ? this.part<{ subsessions: SubsessionView[] }>(session, 'subsession', 'subsessions')
        : undefined,
      this.evidence(session),
    ]);
    return {
      formData: session.formData,
      checks: session.checks.map((check) => ({
        ...check,
        evidence: evidence.get(check.check_id) ?? check.evidence,
      })),
      documents: documents?.documents ?? [],
      biometrics: biometrics ?? {},
      subsessions: subsessions?.subsessions ?? [],
    };
  }

  private part<T>({ id, tenantId }: Session, service: ServiceName, part: string): Promise<T> {
    return this.services.json<T>(service, { path: `/internal/sessions/${id}/${part}`, tenantId });
  }

  /** What checks found that the session does not hold yet. */
  private async evidence({ tenantId, checks }: Session): Promise<Map<string, Record<string, unknown>>> {
    const wanted = checks.filter((check) => check.status === 'completed' && !check.evidence);
    const found = await Promise.all(
      wanted.map(({ type, check_id }) =>
        this.services.json<CheckEvidence>(checkTypeOf(type).service, {
          path: `/internal/checks/${check_id}`,
          tenantId,
        }),
      ),
    );
    return new Map(found.map(({ check_id, evidence }) => [check_id, evidence]));
  }
}
