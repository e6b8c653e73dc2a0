export * from './action/action.ts';
export * from './authentication/authentication.ts';
export * from './data-source/data-source.ts';
export * from './event/event.ts';
export * from './journey/activity.ts';
export * from './journey/journey.ts';
export * from './name/name.ts';
export * from './schema/field-type.ts';
