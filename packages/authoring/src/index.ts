export type { Author } from './author.ts';
export { type Authoring, createAuthoring } from './authoring.ts';
export type { AuthoringDeps } from './authoring-deps.ts';
export {
  AuthoringError,
  type AuthoringErrorCode,
  authoringErrors,
  authoringRules,
  type Problem,
} from './authoring-error.ts';
export { type JourneyBundle, journeyBundle } from './bundle/journey-bundle.ts';
export type { Confirmation, JourneyUseCases, JourneyVersion } from './journey/journey-use-cases.ts';
export type { Reference } from './journey/reference.ts';
export type { Snapshot, SourceSnapshot } from './journey/snapshot.ts';
export type { Swept } from './journey/sweep.ts';
export { type InletDefinition, inletDefinition } from './object/inlet-kind.ts';
export type { Authored, ObjectUseCases } from './object/object-use-cases.ts';
export { profileGroupName, profileSourceName } from './object/profile-source.ts';
export type { ProbeCalls, ProbeOptions, Probes } from './probe/probes.ts';
export { toEventSources, toJourneySource } from './routing/journey-source.ts';
export { createSecretBox, type SecretBox } from './secret/secret-box.ts';
export * from './store.ts';
export { createTargets } from './targets.ts';
