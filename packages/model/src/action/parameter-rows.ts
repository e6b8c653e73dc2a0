import {
  isHeaderName,
  isHeaderValue,
  isJsonMediaType,
  isQueryName,
  isReservedHeader,
} from '../endpoint/header-rules.ts';
import { type Issue, issue } from '../issue/issue.ts';
import type { CustomAction, ParameterRow } from './action.ts';

/** Headers that every action carries and that cannot be deleted; only Content-Type can name another JSON media type. */
export const fixedHeaders = [
  { name: 'Content-Type', mode: 'constant', value: 'application/json' },
  { name: 'Charset', mode: 'constant', value: 'UTF-8' },
] as const satisfies readonly ParameterRow[];

/** All header rows of an action as they are sent: the fixed ones first, then the author's, which may restate Content-Type. */
export const headerRows = (action: Pick<CustomAction, 'headers'>): readonly ParameterRow[] => {
  const given = new Set(action.headers.map((row) => row.name.toLowerCase()));
  return [...fixedHeaders.filter((row) => !given.has(row.name.toLowerCase())), ...action.headers];
};

/** Header rows, and query parameter rows, an action may have. */
export const maxRows = 100;

/** Rules of header rows. Codes: MODEL_HEADER_*, MODEL_ROW_DUPLICATE, MODEL_LIMIT. */
export const validateHeaders = (rows: readonly ParameterRow[]): readonly Issue[] => {
  if (rows.length > maxRows) return [issue('MODEL_LIMIT', 'headers', { what: 'headers', max: maxRows })];
  return rows.flatMap((row, index) => [
    ...checkHeader(row, `headers.${index}`),
    ...checkRepeated(rows, index, 'headers', (name) => name.toLowerCase()),
  ]);
};

/** Rules of query parameter rows. Codes: MODEL_QUERY_NAME, MODEL_ROW_DUPLICATE, MODEL_LIMIT. */
export const validateQueryParameters = (rows: readonly ParameterRow[]): readonly Issue[] => {
  if (rows.length > maxRows) return [issue('MODEL_LIMIT', 'queryParameters', { what: 'parameters', max: maxRows })];
  return rows.flatMap((row, index) => [
    ...(isQueryName(row.name) ? [] : [issue('MODEL_QUERY_NAME', `queryParameters.${index}.name`, { name: row.name })]),
    ...checkRepeated(rows, index, 'queryParameters', (name) => name),
  ]);
};

const checkHeader = (row: ParameterRow, path: string): readonly Issue[] => {
  if (!isHeaderName(row.name)) return [issue('MODEL_HEADER_NAME', `${path}.name`, { name: row.name })];
  if (isReservedHeader(row.name)) return [issue('MODEL_HEADER_RESERVED', `${path}.name`, { name: row.name })];
  if (row.mode === 'constant' && !isHeaderValue(row.value)) return [issue('MODEL_HEADER_VALUE', `${path}.value`, {})];
  return checkFixed(row, path);
};

const checkFixed = (row: ParameterRow, path: string): readonly Issue[] => {
  const name = row.name.toLowerCase();
  if (name === 'content-type' && !(row.mode === 'constant' && isJsonMediaType(row.value))) {
    return [issue('MODEL_HEADER_CONTENT_TYPE', path, {})];
  }
  const isCharset = row.mode === 'constant' && row.value.toUpperCase() === 'UTF-8';
  return name === 'charset' && !isCharset ? [issue('MODEL_HEADER_RESERVED', path, { name: row.name })] : [];
};

const checkRepeated = (
  rows: readonly ParameterRow[],
  index: number,
  list: string,
  fold: (name: string) => string,
): readonly Issue[] => {
  const name = rows[index]?.name ?? '';
  const first = rows.findIndex((row) => fold(row.name) === fold(name));
  return first < index ? [issue('MODEL_ROW_DUPLICATE', `${list}.${index}.name`, { name })] : [];
};
