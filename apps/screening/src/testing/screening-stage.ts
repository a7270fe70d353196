import type { Message } from '#libs/contracts';
import { Neighbour, openStage, ServiceStage, type StageParts } from '#libs/service-stage';
import { screeningService } from '../service.js';
import { sampleList } from './sample-lists.js';

interface Neighbours {
  workflow: Neighbour;
  document: Neighbour;
}

/** The screening service alone, with the sample list. */
export class ScreeningStage extends ServiceStage {
  private constructor(
    parts: StageParts,
    readonly neighbours: Neighbours,
    private readonly removeList: () => Promise<void>,
  ) {
    super(parts);
  }

  static async start(): Promise<ScreeningStage> {
    const list = await sampleList();
    const neighbours: Neighbours = { workflow: await Neighbour.start(), document: await Neighbour.start() };
    const parts = await openStage(screeningService, { ...neighbours }, { SCREENING_LISTS: list.path });
    return new ScreeningStage(parts, neighbours, list.remove).listen();
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.removeList();
  }

  /** Waits for the result of a check. */
  async resultOf(checkId: string): Promise<Message<Record<string, unknown>>> {
    return this.until(async () =>
      ((await this.sent()) as Message<Record<string, unknown>>[]).find(
        ({ data }) => data['check_id'] === checkId,
      ),
    );
  }
}
