export * from './action/action.ts';
export * from './action/action-variables.ts';
export { type FieldMode, switchField } from './action/body-field.ts';
export * from './action/parameter-rows.ts';
export * from './action/paste-body.ts';
export * from './action/render-body.ts';
export * from './action/response-schema.ts';
export * from './action/validate-action.ts';
export { bodyLimits } from './action/validate-body.ts';
export * from './authentication/authentication.ts';
export { evaluateEncodeBase64, toBase64 } from './authentication/encode-base64.ts';
export * from './authentication/secrets.ts';
export * from './authentication/validate-authentication.ts';
export * from './data-source/data-source.ts';
export {
  fieldsFromSample,
  type GroupField,
  groupSchema,
  historyMember,
  pasteResponse,
  profileGroupSchema,
} from './data-source/group-fields.ts';
export * from './data-source/sent-payload.ts';
export * from './data-source/source-catalogue.ts';
export * from './data-source/validate-data-source.ts';
export * from './endpoint/header-rules.ts';
export * from './endpoint/url-rules.ts';
export * from './event/event.ts';
export * from './event/event-payload.ts';
export * from './event/event-selection.ts';
export * from './event/payload-preview.ts';
export { maxRuleDepth, ruleText, validateRule } from './event/rule-text.ts';
export * from './event/validate-event.ts';
export * from './issue/issue.ts';
export * from './issue/model-errors.ts';
export * from './journey/activity.ts';
export * from './journey/activity-names.ts';
export * from './journey/availability.ts';
export * from './journey/branches.ts';
export { maxActivities } from './journey/check/check-properties.ts';
export { durationLabel, durationMs } from './journey/duration.ts';
export { type JourneyGraph, journeyGraph } from './journey/graph.ts';
export * from './journey/journey.ts';
export * from './journey/journey-changes.ts';
export * from './journey/journey-context.ts';
export * from './journey/journey-issues.ts';
export * from './journey/status.ts';
export * from './journey/validate-journey.ts';
export { exceedsDepth } from './json/json-depth.ts';
export type { Outcome } from './json/parse-sample.ts';
export { sampleLimits } from './json/parse-sample.ts';
export * from './lock/action-changes.ts';
export * from './lock/data-source-changes.ts';
export * from './lock/event-changes.ts';
export { type Usage, unused } from './lock/usage.ts';
export * from './name/copy-name.ts';
export * from './name/name.ts';
export * from './schema/field-reference.ts';
export * from './schema/field-selection.ts';
export * from './schema/field-tree.ts';
export * from './schema/field-type.ts';
export * from './schema/identity.ts';
export { inferSchema, inferType } from './schema/infer-type.ts';
export * from './schema/payload-check.ts';
export { payloadSchema } from './schema/payload-schema.ts';
export * from './schema/schema-definition.ts';
export * from './schema/validate-schema.ts';
export { dateTypeOf, fitsType } from './schema/value-type.ts';
