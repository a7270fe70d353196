import { join } from 'node:path';
import type { ServiceAddresses, Settings } from '#libs/platform';
import type { PersonalData, TokenHasher } from '#libs/security';
import type { ObjectStore } from './object-store.js';
import { S3Store } from './s3-store.js';
import { SealedFileStore } from './sealed-file-store.js';

/** The store that the settings ask for: an S3 bucket when one is named, sealed files under `DATA_DIR` otherwise. */
export function chooseObjectStore(
  settings: Settings,
  parts: { personalData: PersonalData; hasher: TokenHasher; addresses: ServiceAddresses },
): ObjectStore {
  if (settings.S3_BUCKET)
    return new S3Store({
      bucket: settings.S3_BUCKET,
      region: settings.AWS_REGION,
      endpoint: settings.S3_ENDPOINT,
      publicEndpoint: settings.S3_PUBLIC_ENDPOINT,
    });
  return new SealedFileStore({
    folder: join(settings.DATA_DIR, 'files'),
    personalData: parts.personalData,
    hasher: parts.hasher,
    publicBase: () => settings.PUBLIC_URL ?? parts.addresses.get('gateway'),
  });
}
