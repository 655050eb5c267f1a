import { CustomResources } from './custom-resource';
import { Deployments } from './deployment';
import type { Handlers } from './handlers';
import { appRunnerOver, Connection } from './in-process-app-runner';
import { Observations } from './observations';
import type { Readings } from './readings';
import { ResourceChanges } from './resource-changes';
import { ServiceResources } from './service-resource';
import { StackRecords } from './stack-records';
import { Story } from './story';
import { Timeline } from './timeline';
import type { World } from '../../lambda/world';
import { AppRunnerSimulator, VirtualClock } from '../simulator';

/** Short, so that a scenario has few polls. */
const DURATIONS = {
  CREATE_SERVICE: 30, UPDATE_SERVICE: 30, DELETE_SERVICE: 20, PAUSE_SERVICE: 20, RESUME_SERVICE: 20, START_DEPLOYMENT: 30,
};

const NO_TIME = Object.fromEntries(Object.keys(DURATIONS).map(type => [type, 0]));

/** Everything that a scenario plays on: App Runner, CloudFormation with one stack, and the handlers between them. */
export class Stage {
  readonly clock = new VirtualClock();
  /** Everything takes no time until the curtain rises. */
  readonly simulator = new AppRunnerSimulator({ clock: this.clock, durations: NO_TIME });
  readonly timeline = new Timeline(this.clock);
  readonly story = new Story(this.clock);
  readonly records = new StackRecords(this.timeline, this.story);
  readonly observations = new Observations(this.simulator);
  readonly deployments: Deployments;

  constructor(handlers: Handlers, readings: Readings) {
    const appRunner = appRunnerOver(new Connection(this.simulator, operation => this.observations.calls.push(operation)));
    const world: World = {
      appRunner: () => appRunner,
      cloudFormation: this.records,
      now: () => this.clock.now(),
      log: ({ logicalId, decision, reason }) => this.story.tell(logicalId, `${decision}: ${reason}`),
    };
    const customResources = new CustomResources(this.observations.listeningIn(handlers), world, this.timeline,
      (event, seconds) => this.observations.answered(event, seconds));
    const services = new ServiceResources(new Connection(this.simulator, (...call) => this.noteUpdate(...call)), this.timeline);
    const changes = new ResourceChanges(this.records, customResources, services);
    this.deployments = new Deployments(this.records, changes, this.timeline, this.story, readings);
  }

  raiseTheCurtain(): void {
    this.simulator.durations = { ...DURATIONS };
    this.story.begin();
  }

  private noteUpdate(operation: string, { ServiceArn }: { ServiceArn?: string }): void {
    if (operation !== 'UpdateService') return;
    const status = this.simulator.service(ServiceArn ?? '')?.status ?? 'gone';
    this.story.tell('CloudFormation', `UpdateService while the service is ${status}`);
    this.observations.updatesWhile.push(status);
  }
}
