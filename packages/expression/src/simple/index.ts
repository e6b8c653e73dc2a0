export type {
  ConditionGroup,
  ConditionItem,
  ConditionRow,
  FieldValue,
  RowValue,
  ScalarValue,
  SegmentRow,
  TypedValue,
} from './condition.ts';
export { normalForm } from './normal-form.ts';
export {
  type Labels,
  labelsOf,
  operatorsFor,
  type RowForm,
  type RowOperand,
  type RowOperator,
  type RowOperatorName,
  rowOperators,
  segmentOperatorLabels,
} from './row-operators.ts';
export { simpleToText } from './simple-to-text.ts';
export { textToSimple } from './text-to-simple.ts';
