// Bad input and its exact answer, a case a row of the security notes' table (§6), by its number:
// JSON, fields and parameters. The engine does not matter.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { long } from './bad_input/raw_http.mjs';
import { Shop } from './bad_input/shop.mjs';
import { Desk } from './harness.mjs';

describe('bad fields', () => {
  const shop = new Shop('sqlite');
  const { send, refused, good, newCustomer, order, newOrder, newProduct, settings } = shop;
  let world;
  let owner;
  let menu;
  let customer;
  before(async () => { ({ world, owner, menu, customer } = await shop.open()); });
  after(() => shop.close());

  // row, body of POST /api/customers, status, slug, what more
  const bodies = [
    [73, '', 400, 'json'],
    [73, '{}', 422, 'missing', { pointer: '/name' }],
    ...['[]', 'null', '"x"', '1', 'true'].map((body) => [73, body, 400, 'not_object']),
    ...['{"name":"a"} x', '{"name":"a"}{}', '/* a */{"name":"a"}', '{"name":"a"} // b', '{"name":"a",}', '\uFEFF{"name":"a"}', '{"name":NaN}', '{"name":Infinity}', "{'name':'a'}", '{name:"a"}', '{"name":"a"', '{"name":01}']
      .map((body) => [74, body, 400, 'json', { detail: /^offset \d+$/ }]),
    [75, '{"name":"a","name":"b"}', 400, 'duplicate_key', { pointer: '/name' }],
    [75, '{"name":"a","n\\u0061me":"b"}', 400, 'duplicate_key', { pointer: '/name' }],
    [75, '{"name":"a","x":{"y":[{"z":1,"z":2}]}}', 400, 'duplicate_key', { pointer: '/x/y/0/z' }],
    [76, '{"name":"a","nmae":"b"}', 422, 'unknown_field', { pointer: '/nmae', detail: /name/ }],
    [76, '{"name":"a","constructor":1}', 422, 'unknown_field', { pointer: '/constructor' }],
    [77, `{"name":${long('[', 32)}${long(']', 32)}}`, 400, 'json_too_complex'],
    [77, `{"name":${long('[', 31)}${long(']', 31)}}`, 422, 'type', { pointer: '/name' }],
    [77, `{"name":[${Array(9_999).fill(0).join()}]}`, 400, 'json_too_complex'],
    [77, `{"name":[${Array(9_998).fill(0).join()}]}`, 422, 'type', { pointer: '/name' }],
    [77, `{"name":"a",${Array.from({ length: 10_000 }, (_, i) => `"k${i}":0`).join()}}`, 400, 'json_too_complex'],
    [78, '{"name":"a\\ud800b"}', 400, 'json'],
    [78, Buffer.from('7b226e616d65223a22c328227d', 'hex'), 400, 'json'],
    [78, Buffer.from('7b226e616d65223a22c0af227d', 'hex'), 400, 'json'],
    [78, '{"name":"a\\u0000b"}', 422, 'control_character', { pointer: '/name' }],
    [78, '{"name":"a\\u001bb"}', 422, 'control_character', { pointer: '/name' }],
    [82, '{"name":"   "}', 422, 'empty', { pointer: '/name' }],
    [82, '{"name":"\\u200b\\u200d\\ufeff"}', 422, 'empty', { pointer: '/name' }],
    [82, `{"name":"${long('ש', 101)}"}`, 422, 'too_long', { pointer: '/name', detail: /100/ }],
    ...['+972-50', 'call me', '12345678901234567', '0'.repeat(12), '+', '*2500'].map((phone) => [83, JSON.stringify({ name: 'a', phone }), 422, 'phone', { pointer: '/phone' }]),
    ...['HE', 'fr', ''].map((value) => [85, JSON.stringify({ name: 'a', preferredLanguage: value }), 422, 'enum', { pointer: '/preferredLanguage', detail: /he, en/ }]),
  ];

  // A line's quantity, a product's price.
  const quantities = [
    [79, '"5"', 'type'], [79, '5.0', 'type'], [79, '5.5', 'type'], [79, '1e2', 'type'], [79, 'true', 'type'], [79, 'null', 'type'],
    [90, '0', 'range'], [90, '-1', 'range'], [90, '1000', 'range'],
  ];
  const prices = [
    [80, '9'.repeat(30), 'range'], [80, '1e999', 'type'], [80, '-0', 'type'], [80, '10.00', 'type'],
    [81, '-1', 'range'], [81, '9223372036854775808', 'range'], [81, '9223372036854775807', 'range'],
  ];

  for (const [row, body, status, expected, more] of bodies) {
    const shown = body.toString().slice(0, 40);
    test(`row ${row}: ${JSON.stringify(shown)}`, () => refused(newCustomer(body), status, expected, more));
  }
  for (const [row, value, expected] of quantities) {
    test(`row ${row}: a quantity of ${value}`, () => refused(newOrder(JSON.stringify(order({}, { quantity: '#' })).replace('"#"', value)), 422, expected, { pointer: '/items/0/quantity' }));
  }
  for (const [row, value, expected] of prices) {
    test(`row ${row}: a price of ${value}`, () => refused(send('POST', '/api/products', `{"name":"a","category":"b","price":${value}}`), 422, expected, { pointer: '/price' }));
  }

  test('row 82: a hundred code points are a name', async () => {
    assert.equal((await good(newCustomer({ name: long('👍', 100) }), 201)).customer.name, long('👍', 100));
  });
  test('row 83: a national number is made international', async () => {
    assert.equal((await good(newCustomer({ name: 'National', phone: '050-123-4567' }), 201)).customer.phone, '972501234567');
  });

  for (const value of ['2026-02-30T10:00:00Z', '2026-13-01T10:00:00Z', '2026-02-03', '2026-02-03T24:00:00Z', 'tomorrow', '']) {
    test(`row 84: the date ${JSON.stringify(value)}`, async () => {
      await refused(newOrder(order({ deliveryDetails: { deliveryType: 'pickup', requestedFor: value } })), 422, 'date', { pointer: '/deliveryDetails/requestedFor' });
      await refused(send('GET', `/api/orders?from=${encodeURIComponent(value)}`), 422, 'date', { pointer: '?from' });
    });
  }
  for (const value of ['24:00', '7:00', '12:60', 'noon']) {
    test(`row 84: the time ${value}`, async () => {
      await refused(settings({ businessDayStartsAt: value }), 422, 'time', { pointer: '/settings/businessDayStartsAt' });
      await refused(settings({ businessHours: { sunday: [{ open: value, close: '20:00' }] } }), 422, 'time', { pointer: '/settings/businessHours/sunday/0/open' });
    });
  }
  for (const value of ['Mars/Base', '', '../../etc/passwd', 'asia/jerusalem']) {
    test(`row 84: the time zone ${JSON.stringify(value)}`, async () => {
      const answer = await settings({ timezone: value });
      await refused(answer, 422, value === '' ? 'empty' : 'timezone', { pointer: '/settings/timezone' });
    });
  }

  test('row 85: a choice in the wrong case, in a body and in a query', async () => {
    await refused(newOrder(order({ deliveryDetails: { deliveryType: 'Pickup' } })), 422, 'enum', { pointer: '/deliveryDetails/deliveryType', detail: /pickup, delivery/ });
    await refused(send('GET', '/api/orders?source=WhatsApp'), 422, 'enum', { pointer: '?source', detail: /whatsapp, manual/ });
    await refused(send('GET', '/api/orders?status=pending,Confirmed'), 422, 'enum', { pointer: '?status', detail: /pending, confirmed/ });
  });

  test('row 86: more items than a list may have', async () => {
    const items = (count) => Array(count).fill({ productId: menu[0].id, quantity: 1 });
    await refused(newOrder(order({ items: items(1_001) })), 422, 'too_many', { pointer: '/items', detail: /100/ });
    await refused(newOrder(order({ items: items(101) })), 422, 'too_many', { pointer: '/items' });
    await refused(newProduct({ tags: Array(1_001).fill('a') }), 422, 'too_many', { pointer: '/tags' });
  });

  test('row 88: sort, and a parameter twice', async () => {
    await refused(send('GET', `/api/orders?sort=${encodeURIComponent(';drop table orders')}`), 422, 'unknown_parameter', { pointer: '?sort' });
    await refused(send('GET', '/api/orders?limit=1&limit=2'), 422, 'duplicate_parameter', { pointer: '?limit' });
    await refused(send('GET', `/api/orders?businessId=${owner.businessId}&businessId=${owner.businessId}`), 422, 'duplicate_parameter', { pointer: '?businessId' });
  });
  // Every operation refuses a parameter it does not know.
  const { paths } = parse(readFileSync(join(import.meta.dirname, '../../api/openapi.yaml'), 'utf8'));
  const valueOf = (item, name) => item.parameters?.find((parameter) => parameter.name === name)?.schema.enum?.[0] ?? randomUUID();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of ['get', 'post', 'patch', 'put', 'delete'].filter((name) => item[name] && item[name].security === undefined)) {
      test(`row 88: an unknown parameter of ${method.toUpperCase()} ${path}`, async () => {
        const desk = path === '/api/session' ? await Desk.signIn(world, '9100002') : owner;
        const placed = method === 'get' && path.startsWith('/api/orders/') ? (await good(newOrder(order()), 201)).order.id : randomUUID();
        const id = { businesses: owner.businessId, orders: placed, customers: customer.id, products: menu[0].id }[path.split('/')[2]] ?? randomUUID();
        const answer = await send(method.toUpperCase(), `${path.replace('{id}', id).replaceAll(/\{(\w+)\}/g, (_, name) => valueOf(item, name))}?nonsense=1`, method === 'get' || method === 'delete' ? undefined : {}, { desk, headers: { 'if-match': '"v1"' } });
        assert.equal(answer.status, 422, answer.text);
        assert.ok(answer.body.errors.some(({ pointer, code }) => pointer === '?nonsense' && code === 'unknown_parameter'), answer.text);
        if (path === '/api/session') assert.equal((await send('GET', path, undefined, { desk })).status, 200, 'and nothing was done');
      });
    }
  }
});
