export { ManualClock } from './clock/manual-clock.ts';
export * from './endpoint/index.ts';
export { OutboundRig, openOutboundRig } from './outbound/outbound-rig.ts';
