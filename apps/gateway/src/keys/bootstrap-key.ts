import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { isDistributed, LOGGER, SETTINGS, type Logger, type Settings } from '#libs/platform';
import { newApiKey, secretFile } from '#libs/security';
import { ApiKeys } from './api-keys.js';

/** The API key that lets the first caller in. */
export interface BootstrapKey {
  value: string;
  /** The file that keeps a generated key (mode 0600); absent when `BOOTSTRAP_API_KEY` gave it. */
  path?: string;
  /** True when this call made it. */
  isNew: boolean;
}

/**
 * The bootstrap key that these settings lead to: `BOOTSTRAP_API_KEY`, or else, in embedded mode only, the key kept in
 * `DATA_DIR/keys/api-key`, which is made when it is missing. Undefined in distributed mode without the setting: replicas
 * share no folder, so a key made by one would be unknown to the operator and to the others.
 */
export async function bootstrapKeyOf(settings: Settings): Promise<BootstrapKey | undefined> {
  if (settings.BOOTSTRAP_API_KEY) return { value: settings.BOOTSTRAP_API_KEY, isNew: false };
  if (isDistributed(settings)) return undefined;
  const path = join(settings.DATA_DIR, 'keys', 'api-key');
  const isNew = !existsSync(path);
  return { value: await secretFile(path, () => newApiKey('live')), path, isNew };
}

/** Sees to it, at every start, that the bootstrap key works and that no former one does. */
@Injectable()
export class BootstrapKeys implements OnModuleInit {
  constructor(
    private readonly keys: ApiKeys,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const key = await bootstrapKeyOf(this.settings);
    if (key) {
      await this.keys.setBootstrapKey(key.value);
      if (key.isNew) this.logger.info({ path: key.path }, 'an API key was made; it is kept in this file');
    } else if (!(await this.keys.anyUsable())) {
      this.logger.warn('no API key exists, so every back-office call is refused; set BOOTSTRAP_API_KEY');
    }
  }
}
