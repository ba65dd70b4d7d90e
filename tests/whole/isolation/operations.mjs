// Every operation of api/openapi.yaml with what fills its parameters. What a parameter means is said
// once here; an operation with a parameter that is not there fails, so a new route cannot come in
// untested.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const openapi = readFileSync(join(import.meta.dirname, '../../../api/openapi.yaml'), 'utf8');
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const form = 'application/x-www-form-urlencoded';

// What the id in a path is the id of.
const subjects = {
  '/api/businesses/{id}': 'business',
  '/api/orders/{id}': 'order',
  '/api/customers/{id}': 'customer',
  '/api/products/{id}': 'product',
  '/api/conversations/{id}': 'conversation',
  '/api/businesses/{id}/dead-letters/{messageId}': 'deadLetter',
  '/api/businesses/{id}/messages/{messageId}': 'draft',
  '/api/businesses/{id}/media/{mediaId}': 'media',
  '/api/businesses/{id}/unknown-words/{wordId}': 'unknownWord',
  '/api/businesses/{id}/examples/{exampleId}': 'example',
  '/api/businesses/{id}/alerts/{alertId}': 'alert',
  '/api/businesses/{id}/whatsapp/attempts/{attemptId}': 'attempt',
  '/api/sessions/{sessionId}': 'session',
  '/api/businesses/{id}/templates/{templateId}': 'template',
};

// What a parameter or field means. A kind is a thing that belongs to a business: it is filled with
// one's own, the pizzeria's and nobody's. Anything else is a value that makes the request good.
// Looked up as "<method> <path> <place>.<name>", then as "<place>.<name>".
const soon = () => new Date(Date.now() + 2 * 3_600_000).toISOString();
const freshPhone = () => `97258${randomInt(1_000_000, 9_999_999)}`;
export const meanings = {
  'query.businessId': { kind: 'business' },
  'body.businessId': { kind: 'business' },
  'query.conversationId': { kind: 'conversation' },
  'query.customerId': { kind: 'customer' },
  'body.customerId': { kind: 'customer' },
  'body.messageId': { kind: 'message' },
  'body.reaction.messageId': { kind: 'heard' },
  'body.productId': { kind: 'product' },
  'body.optionGroupId': { kind: 'group' },
  'body.optionId': { kind: 'option' },
  'body.items.productId': { kind: 'product' },
  'body.items.options.group': { kind: 'group' },
  'body.items.options.option': { kind: 'option' },
  'body.cart.productId': { kind: 'product' },
  'body.cart.options.group': { kind: 'group' },
  'body.cart.options.option': { kind: 'option' },
  'body.optionGroups': { kind: 'group' },
  'body.token': { kind: 'undo' },
  'body.to': { kind: 'phone' },
  'body.customer.phone': { kind: 'phone', own: freshPhone },
  'POST /api/customers body.phone': { kind: 'phone', own: freshPhone },
  'body.sku': { kind: 'sku' },
  'query.q': { kind: 'search' },
  'query.category': { kind: 'category' },
  'query.cursor': { kind: 'cursor' },
  'query.lastEventId': { kind: 'event' },
  'header.Last-Event-ID': { kind: 'event' },
  'header.If-Match': { kind: 'version' },
  'header.Idempotency-Key': { kind: 'key' },

  // What a number of another business does here is in connect.test.mjs.
  'POST /api/meta/connect body.variant': (world, slots) => ([...slots].some(({ place }) => place === 'body.code') ? 'embedded' : 'manual'),
  'body.code': async (world) => (await world.control('POST', 'signup_code', { waba_id: world.shop('florist').waba_id })).code,
  'body.accessToken': (world) => world.tokens.florist,
  'body.wabaId': (world) => world.shop('florist').waba_id,
  'body.phoneNumberId': (world) => world.shop('florist').phone_number_id,
  'body.pin': '482913',
  'GET /api/businesses/{id}/unknown-words query.state': 'open',
  'body.cart.notes': 'Sample line note',
  'body.cart.options.negated': false,
  'body.cart.options.qualifier': null,
  'query.next': '/board',
  'query.code': 'code',
  'query.state': 'state',
  'query.error': 'access_denied',
  'query.c': async (world) => (await (await world.tellAsFacebook('data-deletion', '7100000000001')).json()).confirmation_code,
  'body.signed_request': (world) => world.signedRequest('7100000000001'),
  'query.status': 'pending,confirmed',
  'query.hub.verify_token': (world) => world.app.verify,
  'query.hub.challenge': '1158201444',
  'header.X-Hub-Signature-256': (world, body) => world.sign(JSON.stringify(body)),
  'POST /api/webhooks/whatsapp body': { object: 'whatsapp_business_account', entry: [] },
  'body.name': 'Sample',
  'body.phone': '97245550177',
  'body.email': 'sample@flowers.example',
  'body.address.street': 'Harbour',
  'body.address.city': 'Haifa',
  'body.address.country': 'IL',
  'body.address.postalCode': '3303139',
  'body.settings.timezone': 'Asia/Jerusalem',
  'body.settings.businessDayStartsAt': '05:00',
  'body.settings.businessHours.sunday.open': '10:00',
  'body.settings.businessHours.sunday.close': '02:00',
  'body.settings.burstSeconds': 0,
  'body.message': 'Sample message',
  'body.reaction.emoji': '👍',
  'path.event': 'ready',
  'path.language': 'en',
  'query.month': '2026-11',
  'body.fileName': 'sample.txt',
  'body.mimeType': 'text/plain',
  'body.data': 'U2FtcGxl',
  'body.parameterFormat': 'POSITIONAL',
  'body.templateName': 'sample',
  'body.templateLanguage': 'en',
  'body.parameters': 'order_number',
  'POST /api/businesses/{id}/templates body.name': () => `sample_${randomInt(1_000_000_000)}`,
  'POST /api/businesses/{id}/templates body.category': 'UTILITY',
  'body.language': 'en',
  'body.components.text': 'Sample {{1}} text.',
  'body.components.example.body_text': 'one',
  'body.notes': 'Sample note',
  'body.reason': 'Sample reason',
  'body.customer.name': 'Sample customer',
  'body.items.notes': 'Sample line note',
  'body.items.options.negated': false,
  'body.items.options.qualifier': null,
  'body.deliveryDetails.address.street': 'Harbour',
  'body.deliveryDetails.address.city': 'Haifa',
  'body.deliveryDetails.address.building': '7',
  'body.deliveryDetails.address.entrance': 'B',
  'body.deliveryDetails.address.floor': '1',
  'body.deliveryDetails.address.apartment': '2',
  'body.deliveryDetails.address.doorCode': '1357',
  'body.deliveryDetails.address.bellName': 'Sample',
  'body.deliveryDetails.address.place': 'By the gate',
  'body.deliveryDetails.address.notes': 'Sample note',
  'body.deliveryDetails.requestedFor': soon,
  'PATCH /api/orders/{id}/status body.status': 'confirmed',
  'body.tags': 'sample',
  'body.dietaryRestrictions': 'sample',
  'body.nameHe': 'דוגמה',
  'body.kitchenName': 'Sample',
  'body.description': 'Sample',
  'body.descriptionHe': 'דוגמה',
  'body.category': 'samples',
  'body.categoryName': 'Samples',
  'body.categoryHe': 'דוגמאות',
  'body.subcategory': 'small',
  'body.synonyms': 'sample',
  'body.allergens': 'pollen',
  'body.price': 5_000,
  'body.stockQuantity': 500_000,
  'body.unavailableUntil': '2020-01-01T00:00:00Z',
};

// What an operation needs beyond what the document requires; each list is one way to ask.
const alsoNeeded = {
  'GET /api/businesses/{id}/messages': [['query.conversationId'], ['query.customerId']],
  'POST /api/businesses/{id}/templates': [['body.components.text', 'body.components.example.body_text']],
  'POST /api/orders': [['body.customerId'], ['body.customer.name']],
  'POST /api/businesses/{id}/examples': [['body.items.productId', 'body.items.quantity'], ['body.intent']],
  'POST /api/businesses/{id}/unknown-words/{wordId}/teach': [['body.productId'], ['body.optionGroupId', 'body.optionId']],
  'POST /api/products': [['body.name', 'body.category', 'body.price']],
  'POST /api/meta/connect': [['body.accessToken', 'body.wabaId', 'body.phoneNumberId'], ['body.code']],
  'GET /api/webhooks/whatsapp': [['query.hub.mode', 'query.hub.verify_token', 'query.hub.challenge']],
};
// Whose ways exclude each other.
const eitherOr = new Set(['POST /api/businesses/{id}/unknown-words/{wordId}/teach', 'POST /api/meta/connect']);
// An id there to name one of many.
const anyKey = { businessHours: 'sunday' };

function lookUp(operation, place, schema) {
  const own = meanings[`${operation.id} ${place}`] ?? meanings[place];
  if (own !== undefined) return own?.kind ? own : { value: own };
  if (`${operation.id} ${place}` in meanings || place in meanings) return { value: null };
  if (place.startsWith('path.')) {
    const template = operation.path.slice(0, operation.path.indexOf(`{${place.slice('path.'.length)}}`)) + `{${place.slice('path.'.length)}}`;
    if (subjects[template]) return { kind: subjects[template] };
  } else if (schema.format !== 'uuid') {
    // What a schema says by itself.
    if (schema.enum) return { value: schema.enum[0] };
    if (schema.type === 'boolean') return { value: true };
    if ([schema.type].flat().includes('integer')) return { value: schema.minimum ?? 1 };
    if (schema.format === 'date-time') return { value: soon };
  }
  throw new Error(`${operation.id}: say in meanings what ${place} is`);
}

// Operations whose body is of one of several kinds, told by a field: for each kind the other fields
// that it takes, and how a customer may be named. The rest holds no id and is told apart elsewhere.
const kindsOf = {
  'POST /api/businesses/{id}/messages': {
    field: 'body.type', always: ['body.customerId'], or: ['body.to'],
    text: ['body.message'], reaction: ['body.reaction.messageId', 'body.reaction.emoji'],
  },
};

// Of a component the rest belongs to other types, as told by its own.
const leftOut = {
  'POST /api/businesses/{id}/templates': /^body\.components\.(format|buttons|example\.(?!body_text$))/,
};

function isAsked(id, { in: where, place }) {
  if (leftOut[id]?.test(place)) return false;
  return where !== 'body' || !kindsOf[id] || place === 'body.businessId' || Object.values(kindsOf[id]).flat().includes(place);
}

function ofKinds(operation, { field, always, or, ...kinds }) {
  const kindSlot = operation.slots.find(({ place }) => place === field);
  const common = operation.slots.filter(({ in: where, place }) => where !== 'body' || place === 'body.businessId');
  const named = (places) => operation.slots.filter(({ place }) => places.includes(place));
  const ofKind = Object.entries(kinds).map(([kind, places]) => [{ ...kindSlot, means: { value: kind } }, ...named(places)]);
  const required = common.filter((slot) => slot.required);
  operation.ways = [
    [...required, ...named(always), ...ofKind[0]], [...required, ...named(or), ...ofKind[0]],
    ...ofKind.slice(1).map((slots) => [...required, ...named(always), ...slots]),
  ];
  operation.whole = [[...common, ...named(always), ...named(or), ...ofKind[0]]];
  operation.slots = [...common, ...named(always), ...named(or), ...ofKind.flat()];
  operation.references = operation.slots.filter(({ means }) => means.kind);
  return operation;
}

export function operationsOf(document) {
  const resolve = (node) => (node?.$ref ? resolve(node.$ref.slice(2).split('/').reduce((at, key) => at[key], document)) : node);
  const fieldsOf = (given, pointer, required) => {
    const schema = resolve(given);
    if (schema.properties) {
      return Object.entries(schema.properties).flatMap(([name, child]) =>
        fieldsOf(child, [...pointer, name], required && (schema.required ?? []).includes(name)));
    }
    if (schema.type === 'array') return fieldsOf(schema.items, [...pointer, 0], required);
    if (schema.type === 'object' && schema.additionalProperties) {
      const key = anyKey[pointer.at(-1)];
      if (!key) throw new Error(`say in anyKey a key of ${pointer.join('.')}`);
      return fieldsOf(schema.additionalProperties, [...pointer, key], false);
    }
    if (schema.allOf || schema.oneOf || schema.anyOf) throw new Error(`${pointer.join('.')}: only plain schemas are read here`);
    return [{ in: 'body', pointer, schema, required, place: ['body', ...pointer.filter((part) => part !== 0)].join('.') }];
  };
  return Object.entries(document.paths).flatMap(([path, item]) => methods.filter((method) => item[method]).map((method) => {
    const described = item[method];
    const operation = {
      id: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path,
      isPublic: described.security?.length === 0,
      success: Number(Object.keys(described.responses).find((status) => /^[23]/.test(status))),
      takesBody: described.requestBody !== undefined,
    };
    const content = described.requestBody && resolve(described.requestBody).content;
    operation.isForm = content?.[form] !== undefined;
    const body = content && (content['application/json'] ?? content[form]).schema;
    operation.slots = [
      ...[...(item.parameters ?? []), ...(described.parameters ?? [])].map(resolve)
        .map((given) => ({ in: given.in, name: given.name, schema: resolve(given.schema), required: given.required === true, place: `${given.in}.${given.name}` })),
      ...(body ? fieldsOf(body, [], true) : []),
    ].filter((slot) => isAsked(operation.id, slot)).map((slot) => ({ ...slot, means: lookUp(operation, slot.place, slot.schema) }));
    const kinds = kindsOf[operation.id];
    if (kinds) return ofKinds(operation, kinds);
    operation.references = operation.slots.filter((slot) => slot.means.kind);
    operation.ways = (alsoNeeded[operation.id] ?? [[]]).map((also) =>
      operation.slots.filter((slot) => slot.required || also.includes(slot.place)));
    // With everything that may be given: at once, or on each way.
    const only = (also) => (alsoNeeded[operation.id] ?? []).flat().filter((place) => !also.includes(place));
    operation.whole = eitherOr.has(operation.id)
      ? alsoNeeded[operation.id].map((also) => operation.slots.filter(({ place }) => !only(also).includes(place)))
      : [operation.slots];
    return operation;
  }));
}

const document = parse(openapi);
export const operations = operationsOf(document);
export const isRead = (operation) => operation.method === 'GET';

// `filled` says the value of a slot; those not in it are left out.
export function requestOf(world, operation, filled) {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers = {};
  let body = operation.takesBody ? {} : undefined;
  for (const slot of operation.slots) {
    if (!filled.has(slot)) continue;
    const value = filled.get(slot);
    if (slot.in === 'path') path = path.replace(`{${slot.name}}`, encodeURIComponent(value));
    if (slot.in === 'query') query.set(slot.name, value);
    if (slot.in === 'body' && slot.pointer.length === 0) body = value;
    else if (slot.in === 'body') put(body, slot.pointer, value);
  }
  for (const slot of operation.slots.filter(({ in: where }) => where === 'header')) {
    if (!filled.has(slot)) continue;
    const value = filled.get(slot);
    headers[slot.name.toLowerCase()] = typeof value === 'function' ? value(world, body) : value;
  }
  if (operation.isForm) body = new URLSearchParams(body);
  return { path: query.size > 0 ? `${path}?${query}` : path, headers, body };
}

function put(body, pointer, value) {
  const [key, ...rest] = pointer;
  if (rest.length === 0) body[key] = value;
  else put(body[key] ??= typeof rest[0] === 'number' ? [] : {}, rest, value);
}
