import pg from 'pg';

const jsonOid = 114;
const int8Oid = 20;
const numericOid = 1700;

/**
 * How columns arrive: `json` as its text, because values may hold 64-bit integers that JSON.parse would round
 * (`parseJson` of @cairn/expression reads them); `bigint` and sums as numbers, which our times and counts fit in;
 * all else, `jsonb` included, as `pg` does by itself.
 */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === jsonOid) return (text: string) => text;
    if (oid === int8Oid || oid === numericOid) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};
