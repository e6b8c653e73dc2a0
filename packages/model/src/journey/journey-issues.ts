/** Errors block publication, warnings do not. */
export type Severity = 'error' | 'warning';

interface JourneyIssueCode {
  readonly severity: Severity;
  /** Text for people; `{name}` is replaced by what the check names. */
  readonly text: string;
}

/**
 * Everything a journey can be refused or warned for. 1xx the version as a whole, 2xx conditions, 3xx actions, 4xx events,
 * 5xx waits, 6xx values that are missing, 7xx the drawing, 8xx expressions.
 */
export const journeyIssueCodes = {
  ERR_JOURNEYVERSION_100: { severity: 'error', text: 'The journey is not built as expected: {reason}' },
  ERR_JOURNEYVERSION_101: { severity: 'error', text: 'The journey is empty: place a first event.' },
  ERR_JOURNEYVERSION_102: { severity: 'error', text: 'The first activity must be an event.' },
  ERR_JOURNEYVERSION_103: {
    severity: 'error',
    text: 'A journey holds at most {max} activities; this one has {count}.',
  },
  ERR_JOURNEYVERSION_104: { severity: 'error', text: 'The time zone "{zone}" is unknown.' },
  ERR_JOURNEYVERSION_105: { severity: 'error', text: '"{value}" is not a date and time with offset.' },
  ERR_JOURNEYVERSION_106: { severity: 'error', text: 'The end date must be later than the start date.' },
  ERR_JOURNEYVERSION_107: {
    severity: 'error',
    text: 'The time zone of the profile needs a first event with a namespace.',
  },
  ERR_JOURNEYVERSION_108: { severity: 'error', text: 'Two activities have the id "{id}".' },

  ERR_JOURNEYVERSION_200: { severity: 'error', text: 'The path has no condition.' },
  ERR_JOURNEYVERSION_201: { severity: 'error', text: 'The condition has no path.' },
  ERR_JOURNEYVERSION_203: { severity: 'error', text: 'The condition must be true or false: {reason}' },
  ERR_JOURNEYVERSION_204: { severity: 'error', text: 'The shares of a split must sum to 100; these sum to {sum}.' },
  ERR_JOURNEYVERSION_205: { severity: 'error', text: 'A share is a whole number from 0 to 100.' },
  ERR_JOURNEYVERSION_206: { severity: 'error', text: 'A split has at least two paths.' },
  ERR_JOURNEYVERSION_207: { severity: 'error', text: 'A split has no path for other cases.' },
  ERR_JOURNEYVERSION_208: { severity: 'error', text: 'All paths of a condition have its type.' },
  ERR_JOURNEYVERSION_209: { severity: 'error', text: 'Hours are two different times such as 09:00 and 18:30.' },
  ERR_JOURNEYVERSION_210: { severity: 'error', text: 'Weekdays are a list of different days, not empty.' },
  ERR_JOURNEYVERSION_211: {
    severity: 'error',
    text: 'Dates are local, such as 2030-07-12T17:00, the end later than the start.',
  },
  ERR_JOURNEYVERSION_212: {
    severity: 'error',
    text: 'The path id "{id}" occurs twice or is the name of another branch.',
  },

  ERR_JOURNEYVERSION_300: { severity: 'error', text: 'The action "{name}" does not exist.' },
  ERR_JOURNEYVERSION_305: {
    severity: 'error',
    text: 'The value of "{label}" does not have the declared type {type}: {reason}',
  },
  ERR_JOURNEYVERSION_306: { severity: 'error', text: 'The action "{name}" has no variable "{variable}".' },

  ERR_JOURNEYVERSION_400: { severity: 'error', text: 'The event "{name}" does not exist.' },
  ERR_JOURNEYVERSION_401: {
    severity: 'error',
    text: 'All events of a journey have the namespace of the first one ({expected}); "{name}" has {found}.',
  },
  ERR_JOURNEYVERSION_402: {
    severity: 'error',
    text: 'Only one of several parallel events can have a timeout; it governs all of them.',
  },
  ERR_JOURNEYVERSION_403: { severity: 'error', text: 'A timeout is longer than 0 and at most {days} days.' },

  ERR_JOURNEYVERSION_500: { severity: 'error', text: 'The custom wait has no expression.' },
  ERR_JOURNEYVERSION_501: { severity: 'error', text: 'A wait lasts at most {days} days.' },
  ERR_JOURNEYVERSION_502: { severity: 'error', text: 'A custom wait needs a dateTimeOnly: {reason}' },

  ERR_JOURNEYVERSION_601: { severity: 'error', text: '"{label}" has no value.' },
  ERR_JOURNEYVERSION_602: {
    severity: 'error',
    text: 'The parameter "{parameter}" of {source}.{group} has no value.',
  },
  ERR_JOURNEYVERSION_603: { severity: 'error', text: 'This field is mandatory.' },

  ERR_JOURNEYVERSION_700: { severity: 'error', text: 'The activity is not connected to the first event.' },
  ERR_JOURNEYVERSION_701: { severity: 'error', text: 'An arrow leads back to an earlier activity; loops are refused.' },
  ERR_JOURNEYVERSION_702: { severity: 'error', text: 'Only events and waits can run in parallel.' },
  ERR_JOURNEYVERSION_703: { severity: 'error', text: 'Nothing can follow the end.' },
  ERR_JOURNEYVERSION_704: {
    severity: 'error',
    text: 'An arrow leaves by "{branch}", which the activity does not have.',
  },
  ERR_JOURNEYVERSION_705: {
    severity: 'error',
    text: 'An arrow joins "{from}" and "{to}"; one of them does not exist.',
  },
  ERR_JOURNEYVERSION_706: {
    severity: 'error',
    text: 'Two arrows have the id "{id}", or join the same branch and activity.',
  },

  ERR_JOURNEYVERSION_800: { severity: 'error', text: 'The expression is wrong: {reason}' },
  ERR_JOURNEYVERSION_801: {
    severity: 'error',
    text: '{source}.{group} reads the profile, which needs events with a namespace.',
  },
  ERR_JOURNEYVERSION_802: {
    severity: 'warning',
    text: 'The event "{name}" does not come before this activity: its fields are always null here.',
  },
  ERR_JOURNEYVERSION_803: {
    severity: 'warning',
    text: 'The action "{name}" does not come before this activity: its response is always null here.',
  },
  ERR_JOURNEYVERSION_804: { severity: 'error', text: 'The parameters of {source}.{group} depend on themselves.' },
  ERR_JOURNEYVERSION_805: { severity: 'error', text: '{source}.{group} takes no parameter "{parameter}".' },
  ERR_JOURNEYVERSION_806: {
    severity: 'warning',
    text: 'The event "{name}" has no field "{path}": it is always null. Check the spelling, or select the field in the event.',
  },
} as const satisfies Readonly<Record<`ERR_${string}_${number}`, JourneyIssueCode>>;

export type JourneyIssueCodeName = keyof typeof journeyIssueCodes;

/** Something a check found. Without `activityId` it concerns the whole journey. */
export interface JourneyIssue {
  readonly code: JourneyIssueCodeName;
  readonly severity: Severity;
  readonly activityId?: string;
  /** Dotted path of the faulty field, inside the activity or the journey. */
  readonly field?: string;
  readonly message: string;
}

/** Where an issue stands. */
export interface IssuePlace {
  readonly activityId?: string;
  readonly field?: string;
}

/** Makes an issue of the table; `params` fill the names in braces of its text. */
export const journeyIssue = (
  code: JourneyIssueCodeName,
  place: IssuePlace = {},
  params: Readonly<Record<string, string | number>> = {},
): JourneyIssue => {
  const { severity, text } = journeyIssueCodes[code];
  const message = text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { code, severity, ...place, message };
};

export const hasErrors = (issues: readonly JourneyIssue[]): boolean =>
  issues.some((found) => found.severity === 'error');
