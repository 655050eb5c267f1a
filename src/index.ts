export * from './desired-state';
export * from './on-delete';
export type { ServiceStateProviderProps } from './provider-options';
export * from './reassert';
export * from './service-reference';
export * from './service-state';
export * from './service-state-provider';
