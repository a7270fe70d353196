import { Inject, Injectable } from '@nestjs/common';
import { ServiceAddresses, SETTINGS, type Settings } from '#libs/platform';

/** Makes the links that end users open. */
@Injectable()
export class SessionLinks {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly addresses: ServiceAddresses,
  ) {}

  /** The public API of one session; a front end of the integrator's own, or later the hosted pages, build on it. */
  urlOf(accessToken: string): string {
    return `${this.settings.PUBLIC_URL ?? this.addresses.get('gateway')}/public/sessions/${accessToken}`;
  }
}
