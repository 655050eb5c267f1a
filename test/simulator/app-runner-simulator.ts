import type { OperationType, ServiceStatus } from '@aws-sdk/client-apprunner';
import { Account } from './account';
import { Clock, VirtualClock } from './clock';
import { imageConfiguration } from './configuration';
import { FaultList } from './faults';
import { Answer, FrontDoor, Request } from './front-door';
import { HttpDoor } from './http-door';
import { Call } from './ledger';
import { Outcome, REALISTIC_DURATIONS } from './operation';
import { SimulatorOptions } from './options';
import { RandomFailures } from './random-failures';
import { RateLimit } from './rate-limit';
import { DEFAULT_REGION } from './regions';
import { SimulatedService } from './service';
import { ServiceView, viewOf } from './service-view';

/** AWS App Runner in one process, deterministic, behind two doors that answer alike: `answer` and HTTP. */
export class AppRunnerSimulator {
  readonly clock: Clock;
  readonly calls: readonly Call[];
  readonly faults = new FaultList();
  /** Seconds; for the operations that start from now on. */
  durations: Record<OperationType, number>;
  /** Calls that one Region answers per second from now on. */
  callsPerSecond: number | undefined;
  private readonly account: Account;
  private readonly frontDoor: FrontDoor;
  private readonly httpDoor: HttpDoor;

  constructor(options: SimulatorOptions = {}) {
    const { clock = new VirtualClock(), accountId = '123456789012', failureRate } = options;
    this.clock = clock;
    this.callsPerSecond = options.callsPerSecond;
    this.durations = { ...REALISTIC_DURATIONS, ...options.durations };
    this.account = new Account(accountId, clock);
    this.frontDoor = new FrontDoor({
      account: this.account,
      faults: this.faults,
      secondsFor: (type) => this.durations[type],
      idempotentAnswer: options.idempotentAnswer ?? 'ok-without-operation-id',
    }, {
      rate: new RateLimit(() => this.callsPerSecond, clock),
      failures: failureRate && new RandomFailures(failureRate.share, failureRate.seed),
    });
    this.calls = this.frontDoor.calls;
    this.httpDoor = new HttpDoor((request) => this.answer(request));
  }

  /** What HTTP would answer, without HTTP. */
  answer(request: Request): Answer {
    return this.frontDoor.answer(request);
  }

  /** Opens the HTTP door on 127.0.0.1, on a free port by default, and gives its endpoint. */
  async listen(port: number = 0): Promise<string> {
    return this.httpDoor.listen(port);
  }

  async close(): Promise<void> {
    await this.httpDoor.close();
  }

  services(region?: string): ServiceView[] {
    return this.account.servicesIn(region).map((service) => viewOf(service, this.clock.now()));
  }

  service(arn: string): ServiceView | undefined {
    const service = this.account.find(arn);
    return service && viewOf(service, this.clock.now());
  }

  /** A service that has been there for long: no operation is listed. Gives its ARN. */
  addService(spec: {
    name: string;
    region?: string;
    status?: Exclude<ServiceStatus, 'OPERATION_IN_PROGRESS'>;
    image?: string;
  }): string {
    const { name, region = DEFAULT_REGION, status = 'RUNNING' } = spec;
    const image = spec.image ?? `${this.account.id}.dkr.ecr.${region}.amazonaws.com/${name.toLowerCase()}:1`;
    return this.account.add({ name, region, status, configuration: imageConfiguration(image) }).identity.arn;
  }

  /** Somebody else starts an operation, at the console for instance. Gives its id. */
  startForeign(arn: string, type: OperationType, options: { seconds?: number; outcome?: Outcome } = {}): string {
    const service = this.existing(arn);
    if (!service.canStart(type)) {
      throw new Error(`App Runner would not start ${type} while ${arn} is ${service.status}.`);
    }
    const { seconds = this.durations[type], outcome = 'SUCCEEDED' } = options;
    return this.account.start(service, type, { seconds, outcome }).id;
  }

  /**
   * Somebody pushes a new version to where the service's source is. With automatic deployments a running service
   * deploys it, which gives the operation's id; a paused one ignores it for ever.
   */
  pushVersion(arn: string): string | undefined {
    const service = this.existing(arn);
    const automatic = service.running.SourceConfiguration.AutoDeploymentsEnabled === true;
    return automatic && service.canStart('START_DEPLOYMENT') ? this.startForeign(arn, 'START_DEPLOYMENT') : undefined;
  }

  /** The platform works on the service: busy without a listed operation, then what it was before. */
  maintenance(arn: string, seconds: number): void {
    const service = this.existing(arn);
    if (service.status === 'OPERATION_IN_PROGRESS') {
      throw new Error(`${arn} is busy already.`);
    }
    service.maintain(this.clock.now(), seconds);
  }

  /** As if somebody had deleted the service long ago. */
  removeBehindOurBack(arn: string): void {
    this.existing(arn).remove();
  }

  private existing(arn: string): SimulatedService {
    const service = this.account.find(arn);
    if (service === undefined) {
      throw new Error(`There is no service ${arn}.`);
    }
    return service;
  }
}
