/** Why a journey version cannot be compiled, each with what it stands for. */
export const compileErrors = {
  ENGINE_NO_ENTRY: 'No event starts the journey.',
  ENGINE_UNKNOWN_ACTIVITY: 'An arrow joins an activity that does not exist.',
  ENGINE_UNKNOWN_EVENT: 'An activity listens to an event that does not exist.',
  ENGINE_UNKNOWN_ACTION: 'An activity calls an action that does not exist.',
  ENGINE_BAD_EXPRESSION: 'An expression does not compile.',
  ENGINE_BAD_TIME: 'A time zone, date, hour or duration cannot be read.',
  ENGINE_PARAMETER_CYCLE: 'The parameters of a field group depend on the group itself.',
  ENGINE_PARAMETER_MISSING: 'A parameter of a field group has no value.',
} as const;

export type CompileErrorCode = keyof typeof compileErrors;

/** The version is left as it is; other journeys go on. `activityId` says where, when it is not journey-wide. */
export class JourneyCompileError extends Error {
  override readonly name = 'JourneyCompileError';
  readonly code: CompileErrorCode;
  readonly activityId: string | null;

  constructor(code: CompileErrorCode, activityId: string | null, message: string, options?: ErrorOptions) {
    super(activityId === null ? message : `activity ${activityId}: ${message}`, options);
    this.code = code;
    this.activityId = activityId;
  }
}
