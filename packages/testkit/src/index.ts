export * from './authoring/index.ts';
export { ManualClock } from './clock/manual-clock.ts';
export * from './database/index.ts';
export * from './endpoint/index.ts';
export * from './journeys/index.ts';
export { OutboundRig, openOutboundRig } from './outbound/outbound-rig.ts';
