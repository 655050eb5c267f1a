export * from './declaration/desired-state';
export * from './declaration/on-delete';
export * from './declaration/reassert';
export * from './declaration/service-reference';
export * from './declaration/service-state';
export type { ServiceStateProps } from './declaration/service-state-props';
export type { ServiceStateProviderProps } from './provider/provider-options';
export * from './provider/service-state-provider';
