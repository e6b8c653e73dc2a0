import { writeString } from '../editor/write-text.ts';
import type { ConditionGroup, ConditionItem, ConditionRow, SegmentRow } from './condition.ts';
import { fieldText } from './field-text.ts';
import { normalForm } from './normal-form.ts';
import { type RowOperator, rowOperators } from './row-operators.ts';
import { writeValue } from './write-value.ts';

/**
 * The text of a simple condition. A condition without items is the empty text, and empty groups within it are left out.
 * An unfinished row (no operator, no value, a field that is no plain reference) leaves a gap, so that the diagnostics of
 * the text point at it.
 */
export function simpleToText(condition: ConditionGroup): string {
  return joinItems(normalForm(condition));
}

function joinItems(group: ConditionGroup): string {
  return group.items.map(writeItem).join(` ${group.operator} `);
}

function writeItem(item: ConditionItem): string {
  if (item.kind === 'segment') return writeSegmentRow(item);
  return item.kind === 'row' ? writeRow(item) : `(${joinItems(item)})`;
}

function writeSegmentRow(row: SegmentRow): string {
  return `${row.operator === 'isNotMember' ? 'not ' : ''}inSegment(${writeString(row.segment)})`;
}

function writeRow(row: ConditionRow): string {
  const operator = rowOperators.get(row.operator);
  const field = fieldText(row.field);
  return operator === undefined ? field : writeForm(operator, field, writeOperand(operator, row));
}

function writeOperand(operator: RowOperator, row: ConditionRow): string {
  return operator.operand === 'none' ? '' : writeValue(row.value);
}

function writeForm({ form, operand }: RowOperator, field: string, value: string): string {
  switch (form.kind) {
    case 'comparison':
      return `${field} ${form.symbol} ${value}`;
    case 'truth':
      return `${field} == ${form.value}`;
    case 'call':
      return `${form.isNegated ? 'not ' : ''}${form.name}(${operand === 'none' ? field : `${field}, ${value}`})`;
    case 'membership':
      return `${form.isNegated ? 'not ' : ''}in(${value}, ${field})`;
    case 'count':
      return `count(${field}) ${form.symbol} ${value}`;
    case 'test':
      return `${field} ${form.test}`;
  }
}
