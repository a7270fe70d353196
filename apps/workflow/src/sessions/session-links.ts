import { Inject, Injectable } from '@nestjs/common';
import { ServiceAddresses, SETTINGS, type Settings } from '#libs/platform';
import { newAccessToken, TokenHasher } from '#libs/security';

/** A new link of a session. The token is shown once; only its hash is stored. */
export interface SessionLink {
  accessToken: string;
  tokenHash: string;
  url: string;
}

/** Makes the links that end users open. */
@Injectable()
export class SessionLinks {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly addresses: ServiceAddresses,
    private readonly hasher: TokenHasher,
  ) {}

  /** The URL is the public API of the session; an integrator's front end, or later the hosted pages, build on it. */
  make(): SessionLink {
    const accessToken = newAccessToken();
    const base = this.settings.PUBLIC_URL ?? this.addresses.get('gateway');
    return {
      accessToken,
      tokenHash: this.hasher.hash('access_token', accessToken),
      url: `${base}/public/sessions/${accessToken}`,
    };
  }
}
