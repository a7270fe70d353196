/** The six services. The gateway has the public port; the others answer only to signed internal calls. */
export const serviceNames = [
  'gateway',
  'workflow',
  'document',
  'biometrics',
  'screening',
  'subsession',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Where each service answers. Filled from settings, or, in one process, as the services begin to listen. */
export class ServiceAddresses {
  private readonly urls = new Map<ServiceName, string>();

  set(name: ServiceName, url: string): void {
    this.urls.set(name, url);
  }

  /** @throws when the address is not known, which is a mistake in the set-up. */
  get(name: ServiceName): string {
    const url = this.urls.get(name);
    if (!url)
      throw new Error(`the address of the ${name} service is not known; set ${name.toUpperCase()}_URL`);
    return url;
  }
}
