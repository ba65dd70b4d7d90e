// Israeli numbers are grouped as people write them; others keep their digits.
const groups = /^\+?972(\d{1,2})(\d{3})(\d{4})$/;

/** A number as people write it, kept left to right inside any sentence. */
export function asPhone(number: string): string {
  const plain = /^\d/.test(number) ? `+${number}` : number;
  return `\u2066${plain.replace(groups, '+972 $1-$2-$3')}\u2069`;
}
