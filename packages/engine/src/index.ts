export * from './effect.ts';
export * from './instance.ts';
export * from './intake-port.ts';
export * from './journey-source.ts';
export * from './ports.ts';
export * from './stimulus.ts';
