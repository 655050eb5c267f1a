export * from './declaration/desired-state';
export * from './declaration/on-delete';
export type { ServiceStateProviderProps } from './provider/provider-options';
export * from './declaration/reassert';
export * from './declaration/service-reference';
export * from './declaration/service-state';
export * from './provider/service-state-provider';
