import type { RowOperatorName } from './row-operators.ts';

/** What the simple editor draws: groups of rows joined by `and` or `or`, groups within groups. */
export interface ConditionGroup {
  readonly kind: 'group';
  readonly operator: 'and' | 'or';
  readonly items: readonly ConditionItem[];
}

export type ConditionItem = ConditionGroup | ConditionRow | SegmentRow;

/** One test of one field. */
export interface ConditionRow {
  readonly kind: 'row';
  /** A reference of plain steps: `@{Event.path}`, `#{Source.Group.path}` or `@action{Action.path}`. */
  readonly field: string;
  readonly operator: RowOperatorName;
  /** Absent for operators that take none. */
  readonly value?: RowValue;
}

/** Whether the person is in a segment. */
export interface SegmentRow {
  readonly kind: 'segment';
  readonly segment: string;
  readonly operator: 'isMember' | 'isNotMember';
}

export type RowValue = ScalarValue | FieldValue | readonly ScalarValue[];

/** Integers within the safe range, finite decimals; dates and durations name their type beside their ISO text. */
export type ScalarValue = string | number | boolean | TypedValue;

export interface TypedValue {
  readonly type: 'dateOnly' | 'dateTimeOnly' | 'dateTime' | 'duration';
  readonly value: string;
}

/** Another field, to compare with. */
export interface FieldValue {
  readonly field: string;
}
