/** Why a journey version cannot be compiled. */
export type CompileErrorCode =
  | 'ENGINE_NO_ENTRY'
  | 'ENGINE_UNKNOWN_ACTIVITY'
  | 'ENGINE_UNKNOWN_EVENT'
  | 'ENGINE_UNKNOWN_ACTION'
  | 'ENGINE_BAD_EXPRESSION'
  | 'ENGINE_BAD_TIME'
  | 'ENGINE_PARAMETER_CYCLE'
  | 'ENGINE_PARAMETER_MISSING';

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
