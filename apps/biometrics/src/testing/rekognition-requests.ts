import type { IncomingMessage } from 'node:http';

/** Why the real service would refuse a request. */
export interface RequestMistake {
  type: string;
  detail: string;
}

type Json = Record<string, unknown>;

const signature =
  /^AWS4-HMAC-SHA256 Credential=[A-Z0-9]{16,}\/\d{8}\/[a-z]{2}-[a-z]+-\d\/rekognition\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const token = /^[a-zA-Z0-9-_]{1,64}$/;
const challenges = ['FaceMovementChallenge', 'FaceMovementAndLightChallenge'];

/** Holds a request against AWS JSON 1.1, Signature Version 4 (its shape) and the published members of the operations. */
export function mistakeIn({ method, headers }: IncomingMessage, text: string): RequestMistake | undefined {
  const signed = signature.exec(headers.authorization ?? '')?.[1]?.split(';');
  if (!signed || !headers['x-amz-date'])
    return { type: 'MissingAuthenticationTokenException', detail: 'The request is not signed.' };
  if (!['host', 'x-amz-date', 'x-amz-target'].every((name) => signed.includes(name)))
    return { type: 'IncompleteSignatureException', detail: 'Headers are missing from the signature.' };
  if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1')
    return { type: 'SerializationException', detail: 'Not AWS JSON 1.1.' };
  const request = JSON.parse(text) as Json;
  switch (headers['x-amz-target']) {
    case 'RekognitionService.CreateFaceLivenessSession':
      return isCreateRequest(request) ? undefined : invalid;
    case 'RekognitionService.GetFaceLivenessSessionResults':
      return hasOnly(request, ['SessionId']) && uuid.test(String(request['SessionId'])) ? undefined : invalid;
    case undefined:
    default:
      return { type: 'UnknownOperationException', detail: 'There is no such operation.' };
  }
}

const invalid: RequestMistake = {
  type: 'InvalidParameterException',
  detail: 'Request has invalid parameters.',
};

function isCreateRequest(request: Json): boolean {
  const { ClientRequestToken, Settings = {} } = request as { ClientRequestToken?: unknown; Settings?: Json };
  const { AuditImagesLimit = 0, ChallengePreferences = [] } = Settings as {
    AuditImagesLimit?: unknown;
    ChallengePreferences?: Json[];
  };
  return (
    hasOnly(request, ['KmsKeyId', 'Settings', 'ClientRequestToken']) &&
    hasOnly(Settings, ['OutputConfig', 'AuditImagesLimit', 'ChallengePreferences']) &&
    (ClientRequestToken === undefined ||
      (typeof ClientRequestToken === 'string' && token.test(ClientRequestToken))) &&
    Number.isInteger(AuditImagesLimit) &&
    (AuditImagesLimit as number) >= 0 &&
    (AuditImagesLimit as number) <= 4 &&
    ChallengePreferences.every(
      (preference) =>
        hasOnly(preference, ['Type', 'Versions']) && challenges.includes(String(preference['Type'])),
    )
  );
}

const hasOnly = (value: Json, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));
