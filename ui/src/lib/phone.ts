/** A number as people write it, kept left to right inside any sentence. */
export const asPhone = (number: string): string =>
  `\u2066${/^\d/.test(number) ? `+${number}` : number}\u2069`;
