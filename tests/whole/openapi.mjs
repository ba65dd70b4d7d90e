// A strict validator for the part of OpenAPI 3.1 that Meta's file uses. A key that the schema does
// not name is an error, unless the schema says additionalProperties.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const typeOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const isType = (value, type) => {
  const actual = typeOf(value);
  return actual === type || (type === 'number' && actual === 'integer');
};

export class OpenApi {
  static read(path) {
    return new OpenApi(parse(readFileSync(path, 'utf8'), { maxAliasCount: -1 }));
  }

  constructor(document) { this.document = document; }

  // {at, why}[]; `at` is like "data[].name".
  check(schema, value) {
    return this.#whole(schema, value, '').map(({ at, why }) => ({ at: at.replace(/^\./, ''), why }));
  }

  operation(path, method) {
    const found = this.document.paths[path]?.[method.toLowerCase()];
    if (!found) throw new Error(`no ${method} ${path} in Meta's file`);
    return found;
  }

  requestSchema(path, method) { return this.operation(path, method).requestBody?.content?.['application/json']?.schema; }
  answerSchema(path, method) { return this.operation(path, method).responses?.['200']?.content?.['application/json']?.schema; }

  parameters(path, method) {
    const all = [...(this.operation(path, method).parameters ?? []), ...(this.document.paths[path].parameters ?? [])];
    return all.map((one) => this.#resolve(one)).filter((one) => one.in === 'query').map(({ name }) => name);
  }

  #resolve(schema) {
    let found = schema;
    while (found?.$ref) {
      found = found.$ref.slice(2).split('/').reduce((node, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')], this.document);
    }
    return found ?? {};
  }

  #whole(schema, value, at) {
    const { errors, known, open } = this.#part(schema, value, at);
    if (typeOf(value) !== 'object' || open) return errors;
    return [...errors, ...Object.keys(value).filter((key) => !known.has(key)).map((key) => ({ at: `${at}.${key}`, why: 'unknown' }))];
  }

  // Of one schema and those inside it that speak of the same value.
  #part(given, value, at) {
    const schema = this.#resolve(given);
    const result = { errors: [], known: new Set(), open: false };
    const take = (part) => {
      result.errors.push(...part.errors);
      for (const key of part.known) result.known.add(key);
      result.open ||= part.open;
    };
    this.#own(schema, value, at, result);
    for (const part of schema.allOf ?? []) take(this.#part(part, value, at));
    for (const choices of [schema.oneOf, schema.anyOf]) if (choices) take(this.#best(schema, choices, value, at));
    return result;
  }

  #best(schema, choices, value, at) {
    const { propertyName, mapping } = schema.discriminator ?? {};
    const named = mapping?.[value?.[propertyName]];
    const parts = (named ? [{ $ref: named }] : choices).map((choice) => this.#part(choice, value, at));
    const unknown = ({ known, open }) => (typeOf(value) === 'object' && !open ? Object.keys(value).filter((key) => !known.has(key)).length : 0);
    return parts.sort((a, b) => a.errors.length - b.errors.length || unknown(a) - unknown(b))[0];
  }

  #own(schema, value, at, result) {
    const fail = (why) => result.errors.push({ at, why });
    const types = schema.type === undefined ? null : [schema.type].flat();
    if (types && !types.some((type) => isType(value, type))) return fail(`is ${typeOf(value)}, not ${types.join(' or ')}`);
    if (!types && !schema.properties && !schema.items && !schema.allOf && !schema.oneOf && !schema.anyOf && !schema.enum) result.open = true;
    if (schema.enum && !schema.enum.includes(value)) fail(`${JSON.stringify(value)} is not one of ${schema.enum.join(', ')}`);
    if (schema.const !== undefined && schema.const !== value) fail(`is not ${schema.const}`);
    if (typeof value === 'string') {
      const length = [...value].length;
      if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) fail(`does not match ${schema.pattern}`);
      if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Infinity)) fail('has another length');
    }
    if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))) fail('is out of range');
    if (Array.isArray(value)) {
      if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) fail('has another number of items');
      if (schema.items) for (const item of value) result.errors.push(...this.#whole(schema.items, item, `${at}[]`));
    }
    if (typeOf(value) === 'object') this.#object(schema, value, at, result);
    return undefined;
  }

  #object(schema, value, at, result) {
    for (const key of schema.required ?? []) if (!(key in value)) result.errors.push({ at: `${at}.${key}`, why: 'missing' });
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      result.known.add(key);
      if (key in value) result.errors.push(...this.#whole(inner, value[key], `${at}.${key}`));
    }
    if (schema.additionalProperties) {
      result.open = true;
      if (typeof schema.additionalProperties === 'object') {
        for (const key of Object.keys(value)) if (!result.known.has(key)) result.errors.push(...this.#whole(schema.additionalProperties, value[key], `${at}.${key}`));
      }
    }
  }
}
