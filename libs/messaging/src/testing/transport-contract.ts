import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { handlingRules, laneRules, payloadRules, refusalRules } from './handling-rules.js';
import { deadLetterRules, parkingRules } from './parking-rules.js';
import {
  fencingRules,
  orderRules,
  outageRules,
  outsideRules,
  publishingRules,
  takeoverRules,
} from './publishing-rules.js';
import { Stage, type TransportHarness } from './stage.js';

export type { TransportHarness } from './stage.js';

/** The rules that messaging keeps over every transport; each case runs on a database and topics of its own. */
export function describeTransport(name: string, makeHarness: () => Promise<TransportHarness>): void {
  describe(`messaging over ${name}`, () => {
    let harness: TransportHarness | undefined;
    let current: Stage | undefined;
    const stage = (): Stage => {
      if (!current) throw new Error('There is no stage outside a test');
      return current;
    };

    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      if (harness) current = await Stage.open(harness);
    });
    afterEach(async () => {
      await current?.close();
      current = undefined;
    });
    afterAll(async () => {
      await harness?.close();
    });

    describe('publishing', () => {
      publishingRules(stage);
      orderRules(stage);
      outageRules(stage);
    });
    describe('taking over', () => {
      takeoverRules(stage);
      fencingRules(stage);
      outsideRules(stage);
    });
    describe('handling', () => {
      handlingRules(stage);
      laneRules(stage);
      refusalRules(stage);
      payloadRules(stage);
    });
    describe('parking', () => {
      parkingRules(stage);
      deadLetterRules(stage);
    });
  });
}
