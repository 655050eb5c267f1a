import { CleanUp } from './clean-up';
import { CustomResources } from './custom-resource';
import type { Handlers } from './handlers';
import { appRunnerOver, Connection } from './in-process-app-runner';
import { Observations } from './observations';
import type { Pace } from './pace';
import { ResourceChanges } from './resource-changes';
import { Rights } from './rights';
import type { Scenario } from './scenario';
import { ServiceResources } from './service-resource';
import { Deployments } from './stack-operations';
import { StackRecords } from './stack-records';
import { Ticks } from './ticks/ticks';
import { Timeline } from './timeline';
import { Transcript } from './transcript';
import { Wishes } from './wishes';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import { AppRunnerSimulator, VirtualClock } from '../simulator';
import { FaultList } from '../simulator/faults';

/** What a scenario runs on: App Runner, CloudFormation with one stack, and the handlers between them. */
export class TestBed {
  readonly clock = new VirtualClock();
  readonly simulator: AppRunnerSimulator;
  readonly timeline: Timeline;
  readonly transcript = new Transcript(this.clock);
  readonly records: StackRecords;
  readonly observations: Observations;
  readonly deployments: Deployments;
  readonly ticks: Ticks;
  readonly wishes: Wishes;
  /** Faults of our functions' calls only. */
  readonly refusals = new FaultList();

  constructor(handlers: Handlers, { assumptions, appRunnerBehindSeconds = 0 }: Scenario, private readonly pace: Pace) {
    this.timeline = new Timeline(this.clock, pace.betweenResourcesSeconds);
    this.records = new StackRecords(this.timeline, this.transcript);
    this.simulator = new AppRunnerSimulator({ clock: { now: () => this.clock.now() - appRunnerBehindSeconds * 1000 }, durations: pace.before });
    this.wishes = new Wishes(this.simulator);
    this.observations = new Observations(this.simulator, this.records);
    const rights = new Rights(how => this.observations.refuse(how));
    const appRunner = appRunnerOver(new Connection(this.simulator, operation => this.observations.calls.push(operation), this.refusals,
      (action, serviceArn) => rights.allow(action, serviceArn)));
    const dependencies: Dependencies = {
      appRunner: () => appRunner,
      cloudFormation: rights.over(this.records),
      superseded: new HalfRemembered(),
      now: () => this.clock.now(),
      sleep: milliseconds => this.timeline.sleep(milliseconds / 1000),
      log: ({ logicalId, decision, reason }) => this.transcript.add(logicalId, `${decision}: ${reason}`),
    };
    const customResources = new CustomResources(this.observations.listeningIn(handlers), dependencies, this.timeline, pace.pollSeconds,
      (event, seconds) => this.observations.answered(event, seconds),
      () => !this.records.isExpress || assumptions.expressWaitsFor === 'custom resources',
      async poll => rights.pollCancelled(poll));
    this.ticks = new Ticks(handlers, this.records, this.timeline, this.transcript, appRunnerOver(new Connection(this.simulator, () => undefined)));
    const connection = new Connection(this.simulator, (...call) => this.noteUpdate(...call));
    const services = new ServiceResources(connection, this.timeline, () => !this.records.isExpress);
    const changes = new ResourceChanges(this.records, customResources, services, rights, this.timeline, assumptions);
    const cleanUp = new CleanUp(this.records, changes, this.timeline, this.transcript, assumptions);
    this.deployments = new Deployments(this.records, changes, cleanUp, this.timeline, this.transcript, assumptions);
  }

  begin(): void {
    this.simulator.durations = { ...this.pace.durations };
    this.records.calls = 0;
    this.observations.assertedAt.clear();
    this.wishes.begin();
    this.transcript.begin();
  }

  private noteUpdate(operation: string, { ServiceArn }: { ServiceArn?: string }): void {
    if (operation !== 'UpdateService') return;
    const status = this.simulator.service(ServiceArn ?? '')?.status ?? 'gone';
    this.transcript.add('CloudFormation', `UpdateService while the service is ${status}`);
    this.observations.updatesWhile.push(status);
  }
}

/** Every other poll goes to a container that does not know that the request is superseded. */
class HalfRemembered extends Set<string> {
  private turn = 0;

  override has(requestId: string): boolean {
    this.turn += 1;
    return this.turn % 2 === 0 && super.has(requestId);
  }
}
