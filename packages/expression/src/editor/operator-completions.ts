import type { TypeName } from '../type.ts';
import { isListType } from '../values/value.ts';
import { type Completion, completion } from './completion.ts';
import { keywordHelp, type Language, operatorHelp } from './word-help.ts';

const equality = ['==', '!='] as const;
const order = ['<', '<=', '>', '>='] as const;
const arithmetic = ['+', '-', '*', '/', '%'] as const;
const presence = ['is null', 'is not null'];
const kinds = ['is numeric', 'is integer', 'is decimal'];

/** What may follow an operand of a type, likeliest first. */
export function operatorCompletions(type: TypeName, language: Language): Completion[] {
  const symbols = symbolsAfter(type).map((symbol) => operator(symbol, language));
  const words = wordsAfter(type, language);
  return type === 'boolean' ? [...words, ...symbols] : [...symbols, ...words];
}

function operator(symbol: keyof typeof operatorHelp, language: Language): Completion {
  return completion('operator', symbol, { insert: `${symbol} `, description: operatorHelp[symbol][language] });
}

function symbolsAfter(type: TypeName): readonly (keyof typeof operatorHelp)[] {
  switch (type) {
    case 'boolean':
    case 'dateOnly':
    case 'object':
    case 'null':
      return equality;
    case 'string':
    case 'duration':
      return [...equality, '+'];
    case 'dateTime':
    case 'dateTimeOnly':
      return [...equality, ...order, '+'];
    default:
      return isListType(type) ? equality : [...equality, ...order, ...arithmetic];
  }
}

function wordsAfter(type: TypeName, language: Language): Completion[] {
  const joining = (['and', 'or'] as const).map((word) =>
    completion('operator', word, { insert: `${word} `, description: keywordHelp[word][language] }),
  );
  const tests = [...presence, ...(isListType(type) ? ['has null'] : []), ...(type === 'any' ? kinds : [])].map((test) =>
    completion('keyword', test, { description: keywordHelp[test.startsWith('has') ? 'has' : 'is'][language] }),
  );
  return type === 'boolean' ? [...joining, ...tests] : [...tests, ...(type === 'any' ? joining : [])];
}
