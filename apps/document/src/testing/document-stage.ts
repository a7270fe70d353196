import { join } from 'node:path';
import { Global, Module, type Type } from '@nestjs/common';
import type { UploadPermission } from '#libs/contracts';
import { PersonalData } from '#libs/security';
import {
  jsonOf,
  Neighbour,
  openStage,
  ServiceStage,
  type NeighbourAnswer,
  type StageParts,
} from '#libs/service-stage';
import { DocumentModule } from '../document.module.js';
import { ANALYZER_FACTORY, type AnalyzerFactory } from '../extraction/document-reader.js';
import { SealedFileStore } from '../files/sealed-file-store.js';
import { documentService } from '../service.js';
import { ScriptedAnalyzer } from './scripted-analyzer.js';

/** What the document service asks before it takes a file. */
type Asked = Record<string, string>;

/** Allows what is asked for: one document per type, extracted at once when the type is `id`. */
export const permitAll = (asked: Asked): UploadPermission => ({
  step_id: asked['step_id'] ?? '',
  step_type: asked['field_id'] ? 'form_fill' : 'document_upload',
  ...(asked['document_type'] && { document_type: asked['document_type'] }),
  ...(asked['field_id'] && { field_id: asked['field_id'] }),
  auto_extract: asked['document_type'] === 'id',
  allow_multiple: asked['document_type'] === 'other',
});

interface Neighbours {
  workflow: Neighbour;
  biometrics: Neighbour;
}

/** The document service alone, with an analyzer that reads what a spec has it read. */
export class DocumentStage extends ServiceStage {
  readonly analyzer: ScriptedAnalyzer;
  readonly workflow: Neighbour;
  readonly biometrics: Neighbour;
  /** The same store of sealed files as the service uses, from outside. */
  readonly files: SealedFileStore;

  private constructor(parts: StageParts, { workflow, biometrics }: Neighbours, analyzer: ScriptedAnalyzer) {
    super(parts);
    this.analyzer = analyzer;
    [this.workflow, this.biometrics] = [workflow, biometrics];
    const { shared, database } = parts;
    this.files = new SealedFileStore({
      folder: this.filesDir,
      personalData: new PersonalData(database, shared.keyRing),
      hasher: shared.hasher,
      publicBase: () => this.url,
    });
    this.permits(permitAll);
  }

  /** @param env settings that differ from the usual ones */
  static async start(env: Record<string, string> = {}): Promise<DocumentStage> {
    const neighbours = { workflow: await Neighbour.start(), biometrics: await Neighbour.start() };
    const analyzer = new ScriptedAnalyzer();
    const module = moduleWith(async () => analyzer);
    const parts = await openStage({ ...documentService, module }, neighbours, env);
    // Signed URLs point at the gateway; here the service stands in its place.
    parts.shared.addresses.set('gateway', parts.service.url);
    return new DocumentStage(parts, neighbours, analyzer).listen();
  }

  /** Where the sealed files are, in a folder per session. */
  get filesDir(): string {
    return join(this.parts.shared.settings.DATA_DIR, 'files');
  }

  /** Has the workflow service permit uploads this way from now on. */
  permits(permission: (asked: Asked) => UploadPermission): void {
    this.answersUploads((asked) => ({ body: permission(asked) }));
  }

  /** Has the workflow service refuse uploads from now on. */
  refusesUploads(answer: NeighbourAnswer): void {
    this.answersUploads(() => answer);
  }

  private answersUploads(answer: (asked: Asked) => NeighbourAnswer): void {
    this.workflow.fallback = (call) =>
      call.line.startsWith('POST ') ? answer(jsonOf(call) as Asked) : undefined;
  }
}

function moduleWith(analyzer: AnalyzerFactory): Type {
  @Global()
  @Module({ providers: [{ provide: ANALYZER_FACTORY, useValue: analyzer }], exports: [ANALYZER_FACTORY] })
  class ScriptedAnalyzerModule {}
  @Module({ imports: [ScriptedAnalyzerModule, DocumentModule] })
  class DocumentServiceUnderTest {}
  return DocumentServiceUnderTest;
}
