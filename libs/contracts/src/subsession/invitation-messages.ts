import { Type } from '@sinclair/typebox';
import { Code, SessionId, SubsessionId, described, oneOf, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const invitation = {
  session_id: described(SessionId, 'The session that the party was invited from.'),
  subsession_id: SubsessionId,
  child_session_id: described(SessionId, 'The session of the party itself.'),
  kind: oneOf(['invitation', 'reminder'], 'The first message to the party, or the one that follows it.'),
  attempt: Type.Integer({ minimum: 1, description: 'Which attempt at this message it was, from 1.' }),
};

const invitationSample = {
  session_id: sample.parentSessionId,
  subsession_id: sample.subsessionId,
  child_session_id: sample.sessionId,
  kind: 'invitation',
  attempt: 1,
} as const;

export const InvitationSent = defineMessage({
  type: 'kyc.subsession.invitation_sent',
  topic: topics.subsessionEvents,
  description: 'The mail server took a message that invites or reminds a related party.',
  schema: Type.Object(invitation),
  sample: invitationSample,
});

export const InvitationFailed = defineMessage({
  type: 'kyc.subsession.invitation_failed',
  topic: topics.subsessionEvents,
  description: 'A message that invites or reminds a related party could not be handed to the mail server.',
  schema: Type.Object({
    ...invitation,
    code: described(
      Code,
      'Why: `invalid_address`, `address_not_supported`, `recipient_refused`, `message_refused`, `sender_refused`, `login_refused`, `temporarily_refused`, `connection_failed`, `tls_failed`, `timed_out`, `smtp_error` or `interrupted`.',
    ),
    will_retry: Type.Boolean({ description: 'Whether another attempt at this message follows.' }),
  }),
  sample: { ...invitationSample, code: 'recipient_refused', will_retry: false },
});
