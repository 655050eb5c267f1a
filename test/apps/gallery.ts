import type { App } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { alphaConstruct } from './shapes/alpha-construct';
import { conditionsAndNoEcho } from './shapes/conditions-and-no-echo';
import { crossRegion } from './shapes/cross-region';
import { databaseAndSecret } from './shapes/database-and-secret';
import { declaredByAnAspect } from './shapes/declared-by-an-aspect';
import { dockerImages } from './shapes/docker-images';
import { includedTemplate } from './shapes/included-template';
import { lookedUp } from './shapes/looked-up';
import { nestedSiblings } from './shapes/nested-siblings';
import { nestedUsesParent } from './shapes/nested-uses-parent';
import { networkDataApp } from './shapes/network-data-app';
import { officeHours } from './shapes/office-hours';
import { parentUsesNested } from './shapes/parent-uses-nested';
import { pipelineWithStages } from './shapes/pipeline-with-stages';
import { platformRules } from './shapes/platform-rules';
import { rolesMadeBeforehand } from './shapes/roles-made-beforehand';
import { servicesInALoop } from './shapes/services-in-a-loop';
import { valuesFromElsewhere } from './shapes/values-from-elsewhere';

/** Defines an app. One whose stages are synthesized before it is finished changes its service itself. */
export type Shape = (app: App, customize?: (service: CfnService) => void) => void;

/** Apps of the kinds that users have. */
export const GALLERY: Record<string, Shape> = {
  alphaConstruct,
  conditionsAndNoEcho: app => conditionsAndNoEcho(app),
  crossRegion,
  databaseAndSecret,
  declaredByAnAspect,
  dockerImages: app => dockerImages(app),
  includedTemplate,
  lookedUp,
  nestedSiblings,
  nestedUsesParent,
  networkDataApp,
  officeHours,
  parentUsesNested,
  pipelineWithStages,
  platformRules,
  rolesMadeBeforehand,
  servicesInALoop: app => servicesInALoop(app),
  valuesFromElsewhere,
};
