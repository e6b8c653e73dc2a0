import type { Binary, Call, Conditional, Expression, ListLiteral, Reference, Step } from '../ast.ts';
import type { TypeName } from '../type.ts';
import { elementTypeOf, isListType } from '../values/value.ts';
import { parameterTypes } from './function-help.ts';

/** Types that would fit at a place; empty where anything does or nothing is known. */
export type ExpectedTypes = readonly TypeName[];

type TypeOf = (node: Expression) => TypeName;

const numbers: ExpectedTypes = ['integer', 'decimal'];
const ordered: ExpectedTypes = [...numbers, 'dateTime', 'dateTimeOnly'];
const condition: ExpectedTypes = ['boolean'];

/**
 * What the surroundings of the last node of `path` ask of it. `resultType` is what the place of use asks of the whole
 * text.
 */
export function expectedTypes(path: readonly Expression[], typeOf: TypeOf, resultType?: TypeName): ExpectedTypes {
  const node = path.at(-1);
  const parent = path.at(-2);
  if (node === undefined || parent === undefined) return known(resultType ?? 'any');
  const ofParent = () => expectedTypes(path.slice(0, -1), typeOf, resultType);
  switch (parent.kind) {
    case 'group':
      return ofParent();
    case 'unary':
      return parent.operator === 'not' ? condition : numbers;
    case 'binary':
      return expectedOperand(parent, node, typeOf);
    case 'conditional':
      return expectedBranch(parent, node, typeOf, ofParent);
    case 'call':
      return expectedArgument(parent, node);
    case 'list':
      return expectedItem(parent, node, typeOf, ofParent);
    case 'reference':
    case 'loopVariable':
      return expectedInPath(parent.steps, node) ?? expectedDefault(parent, node, typeOf);
    default:
      return [];
  }
}

function known(type: TypeName): ExpectedTypes {
  if (type === 'any' || type === 'null' || type === 'listAny') return [];
  return type === 'integer' || type === 'decimal' ? numbers : [type];
}

function expectedOperand({ operator, left, right }: Binary, node: Expression, typeOf: TypeOf): ExpectedTypes {
  const other = typeOf(node === left ? right : left);
  switch (operator) {
    case 'and':
    case 'or':
      return condition;
    case '==':
    case '!=':
      return known(other);
    case '+':
      return expectedAddend(other);
    case '-':
    case '*':
    case '/':
    case '%':
      return numbers;
    default:
      return ordered.includes(other) ? known(other) : ordered;
  }
}

function expectedAddend(other: TypeName): ExpectedTypes {
  if (other === 'dateTime' || other === 'dateTimeOnly') return ['duration'];
  return other === 'string' ? [] : known(other);
}

function expectedBranch(node: Conditional, part: Expression, typeOf: TypeOf, ofParent: () => ExpectedTypes) {
  if (part === node.condition) return condition;
  const wanted = ofParent();
  return wanted.length > 0 ? wanted : known(typeOf(part === node.whenTrue ? node.whenFalse : node.whenTrue));
}

function expectedArgument(call: Call, argument: Expression): ExpectedTypes {
  return parameterTypes(call.name, call.args.indexOf(argument));
}

/** The elements of a list are of one type: that of another element, else that of the list which is wanted. */
function expectedItem(list: ListLiteral, node: Expression, typeOf: TypeOf, ofParent: () => ExpectedTypes) {
  const other = list.items.find((item) => item !== node && known(typeOf(item)).length > 0);
  if (other !== undefined) return known(typeOf(other));
  return ofParent().flatMap((type) => (isListType(type) ? known(elementTypeOf(type)) : []));
}

function expectedInPath(steps: readonly Step[], node: Expression): ExpectedTypes | undefined {
  const step = steps.find((each) => each.kind === 'access' && each.argument === node);
  if (step?.kind !== 'access') return undefined;
  if (step.access === 'at') return ['integer'];
  return step.access === 'entry' ? ['string'] : condition;
}

/** A default is of the type of the field; the checker takes the type of the reference from it. */
function expectedDefault(parent: Expression, node: Expression, typeOf: TypeOf): ExpectedTypes {
  const isDefault = (parent as Reference).defaultValue === node;
  return isDefault ? known(typeOf(parent)) : [];
}
