// Israeli numbers are grouped as people write them; others keep their digits. Spaces and hyphens are
// of the kind that holds a line together; the server's reader of phones takes them, too.
const groups = /^\+?972(\d{1,2})(\d{3})(\d{4})$/;

/** A number as people write it, in one piece, kept left to right inside any sentence. */
export function asPhone(number: string): string {
  const plain = /^\d/.test(number) ? `+${number}` : number;
  const grouped = plain.replace(groups, '+972 $1-$2-$3');
  return `\u2066${grouped.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011')}\u2069`;
}
