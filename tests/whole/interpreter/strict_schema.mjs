// Why a provider would refuse a schema in strict mode; null: it would not. OpenAI's rules, and those
// of Anthropic's structured outputs where told so.
const known = ['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'anyOf', 'description', '$ref', '$defs', 'const'];
const numbers = ['minimum', 'maximum', 'multipleOf', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'format'];

export function objectionToSchema(schema, { anthropic = false } = {}) {
  const count = { properties: 0, values: 0, letters: 0 };
  if (schema?.type !== 'object') return 'schema must be a JSON Schema of type "object"';
  const walk = (node, depth) => {
    if (depth > 10) return 'more than 10 levels';
    for (const key of Object.keys(node)) {
      if (!known.includes(key) && (anthropic || !numbers.includes(key))) return `'${key}' is not permitted`;
    }
    if (node.enum) {
      if (node.enum.length === 0) return 'enum is empty';
      if (new Set(node.enum).size !== node.enum.length) return 'enum has equal values';
      const letters = node.enum.reduce((sum, value) => sum + value.length, 0);
      if (node.enum.length > 250 && letters > 15_000) return 'enum has more than 15,000 letters';
      count.values += node.enum.length;
      count.letters += letters;
    }
    if (node.type === 'array') return node.items ? walk(node.items, depth + 1) : "array schema missing 'items'";
    if (node.type !== 'object') return null;
    const names = Object.keys(node.properties ?? {});
    if (node.additionalProperties !== false) return "'additionalProperties' is required to be supplied and to be false";
    if (names.length !== node.required?.length || !names.every((name) => node.required.includes(name))) return "'required' must include every key in properties";
    count.properties += names.length;
    count.letters += names.reduce((sum, name) => sum + name.length, 0);
    for (const name of names) {
      const why = walk(node.properties[name], depth + 1);
      if (why) return `${name}: ${why}`;
    }
    return null;
  };
  const why = walk(schema, 1);
  if (why) return why;
  if (count.properties > 5_000) return 'more than 5,000 properties';
  if (count.values > 1_000) return 'more than 1,000 enum values';
  return count.letters > 120_000 ? 'more than 120,000 letters' : null;
}
