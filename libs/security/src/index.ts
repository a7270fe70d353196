export { newApiKey, parseApiKey, type ApiKeyParts } from './api-key.js';
export { actorOf, scopes, type Caller, type Scope } from './caller.js';
export { identityHeader, IdentityKeys, IdentitySigner, IdentityVerifier } from './identity.js';
export { KeyRing, secretFile, type WrappedKey } from './key-ring.js';
export { PersonalData, type DataSubject } from './personal-data.js';
export { newAccessToken, TokenHasher } from './tokens.js';
