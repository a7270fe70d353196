import { Type } from '@sinclair/typebox';
import { CheckId, CheckResult, ListId, SessionId, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const Lists = Type.Array(ListId, { description: 'The watchlists to look at; without it all of them.' });

export const ScreenSession = defineMessage({
  type: 'kyc.screening.screen_session',
  topic: topics.screeningCommands,
  description: 'Screens every name of the session against the watchlists.',
  schema: Type.Object({
    session_id: SessionId,
    check_id: CheckId,
    lists: Type.Optional(Lists),
    min_score: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'The score from which on a match counts; without it the service’s own.',
      }),
    ),
  }),
  sample: { session_id: sample.sessionId, check_id: sample.checkId, lists: ['us_ofac_sdn'], min_score: 0.8 },
});

export const ScreenAdverseMedia = defineMessage({
  type: 'kyc.screening.screen_adverse_media',
  topic: topics.screeningCommands,
  description: 'Looks for adverse media about every name of the session.',
  schema: Type.Object({ session_id: SessionId, check_id: CheckId }),
  sample: { session_id: sample.sessionId, check_id: sample.checkId },
});

export const CheckWallets = defineMessage({
  type: 'kyc.screening.check_wallets',
  topic: topics.screeningCommands,
  description: 'Looks for every wallet address of the session on the watchlists.',
  schema: Type.Object({
    session_id: SessionId,
    check_id: CheckId,
    lists: Type.Optional(Lists),
  }),
  sample: { session_id: sample.sessionId, check_id: sample.checkId, lists: ['us_ofac_sdn'] },
});

export const ScreeningCompleted = defineMessage({
  type: 'kyc.screening.check_completed',
  topic: topics.screeningEvents,
  description:
    'A check of the screening service (watchlists, adverse media, wallets) ended; what it found stays there.',
  schema: Type.Object(CheckResult),
  sample: {
    session_id: sample.sessionId,
    check_id: sample.checkId,
    status: 'completed',
    outcome: 'review',
    provider: 'local',
    reasons: ['watchlist_match_strong'],
  },
});
