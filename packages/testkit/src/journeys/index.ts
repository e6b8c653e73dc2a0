export * from './activities.ts';
export { callResult, JourneyRun } from './journey-run.ts';
export { type JourneyDrawing, journeySource, publishedAt } from './journey-source.ts';
export * from './sources.ts';
