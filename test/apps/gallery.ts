import type { App } from 'aws-cdk-lib';
import { alphaConstruct } from './shapes/alpha-construct';
import { conditionsAndNoEcho } from './shapes/conditions-and-no-echo';
import { databaseAndSecret } from './shapes/database-and-secret';
import { declaredByAnAspect } from './shapes/declared-by-an-aspect';
import { dockerImages } from './shapes/docker-images';
import { platformRules } from './shapes/platform-rules';
import { rolesMadeBeforehand } from './shapes/roles-made-beforehand';
import { servicesInALoop } from './shapes/services-in-a-loop';

/** Defines somebody's app. */
export type Shape = (app: App) => void;

/** The apps that people really have, as far as we know. */
export const GALLERY: Record<string, Shape> = {
  alphaConstruct,
  conditionsAndNoEcho: app => conditionsAndNoEcho(app),
  databaseAndSecret,
  declaredByAnAspect,
  dockerImages: app => dockerImages(app),
  platformRules,
  rolesMadeBeforehand,
  servicesInALoop: app => servicesInALoop(app),
};
