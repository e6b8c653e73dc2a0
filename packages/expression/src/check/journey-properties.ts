import type { TypeName } from '../type.ts';

/** The reserved root under which the technical values of the instance are read [A16]. */
export const journeyPropertiesRoot = 'JourneyProperties';

/** The properties of section 8.1. */
export const journeyProperties: ReadonlyMap<string, TypeName> = new Map<string, TypeName>([
  ['journeyUID', 'string'],
  ['journeyVersionUID', 'string'],
  ['journeyVersionName', 'string'],
  ['journeyVersionDescription', 'string'],
  ['journeyVersion', 'string'],
  ['instanceUID', 'string'],
  ['externalKey', 'string'],
  ['organizationId', 'string'],
  ['sandboxName', 'string'],
  ['profileId', 'string'],
  ['namespace', 'string'],
  ['currentNodeId', 'string'],
  ['currentNodeName', 'string'],
  ['previousNodeId', 'string'],
  ['previousNodeName', 'string'],
  ['lastActionExecutionElapsedTime', 'integer'],
  ['lastDataFetchElapsedTime', 'integer'],
  ['lastNodeUIDInError', 'string'],
  ['lastNodeNameInError', 'string'],
  ['lastNodeTypeInError', 'string'],
  ['lastErrorCode', 'string'],
  ['lastExecutedActionErrorCode', 'string'],
  ['lastDataFetchErrorCode', 'string'],
]);

/** A name outside the list finds nothing and reads as null, like any unknown field. */
export function journeyPropertyType(name: string): TypeName {
  return journeyProperties.get(name) ?? 'any';
}
