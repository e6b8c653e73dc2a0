export { systemClock } from './clock.ts';
export { type IntakeOptions, JourneyIntake } from './intake.ts';
export { partitionOf } from './partition.ts';
export { RoutingHolder } from './routing-holder.ts';
export type { BrokenJourney, RoutingTable } from './routing-table.ts';
export { Worker, type WorkerObserver, type WorkerOptions } from './worker.ts';
