export { type AuthoringRig, openAuthoringRig } from './authoring-rig.ts';
export * from './samples.ts';
