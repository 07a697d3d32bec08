import pg from 'pg';

const OID = { int8: 20, date: 1082, int8Array: 1016 };
const texts = pg.types.getTypeParser(OID.int8Array) as (text: string) => (string | null)[];

/** How columns become values: as `pg` does, but counts and sequences are numbers and a calendar day stays a text. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === OID.int8) return toNumber;
      if (oid === OID.int8Array)
        return (text: string) => texts(text).map((item) => (item === null ? null : toNumber(item)));
      if (oid === OID.date) return (text: string) => text;
    }
    return pg.types.getTypeParser(oid, format ?? 'text');
  },
};

function toNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is too large to be a number without loss`);
  return number;
}
