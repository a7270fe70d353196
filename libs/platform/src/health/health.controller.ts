import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Type } from '@sinclair/typebox';
import { Operate } from '../http/operation.js';

/** One thing that must work before a service takes calls. `check` rejects when it does not. */
export interface ReadinessCheck {
  name: string;
  check: () => Promise<void>;
}

export const READINESS_CHECKS = Symbol('readiness checks');

const Health = Type.Object({ status: Type.String() });

/** Probes. Live: the process answers. Ready: database, bus and disk work. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(READINESS_CHECKS) private readonly checks: ReadinessCheck[],
  ) {}

  @Get('live')
  @Operate({ summary: 'The process answers', tag: 'Health', access: 'anonymous', answers: { 200: Health } })
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Operate({
    summary: 'Everything it needs answers',
    tag: 'Health',
    access: 'anonymous',
    answers: { 200: Health },
  })
  async ready(): Promise<unknown> {
    return this.health.check(this.checks.map((check) => () => this.run(check)));
  }

  private async run({ name, check }: ReadinessCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    try {
      await check();
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }
}
