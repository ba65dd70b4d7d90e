// A language model's server that speaks each protocol as the real one does (order-parsing notes §7),
// refuses what the real one would refuse, and answers what the test tells it to.
import { createServer } from 'node:http';
import { objectionToSchema } from './strict_schema.mjs';

const isText = (value) => typeof value === 'string' && value !== '';
const keysOf = (object, allowed) => Object.keys(object).find((key) => !allowed.includes(key));
const messagesAreGood = (messages, roles) => Array.isArray(messages) && messages.length > 0
  && messages.every((message) => roles.includes(message.role) && isText(message.content) && !keysOf(message, ['role', 'content']));

const chatBody = {
  model: 'stub', object: 'chat.completion', id: 'chatcmpl-1', created: 1, usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};
const chatAnswer = (text) => ({ ...chatBody, choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text, refusal: null } }] });
const openAiError = (message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } });

// Each: path, headers a real server insists on, why a body is refused (null: it is good), where the
// schema, the instructions and the customer's message are, and how an answer is wrapped.
export const protocols = {
  openai_chat: {
    path: '/v1/chat/completions',
    key: (headers) => headers.authorization === 'Bearer the-secret-key',
    objection(body, second) {
      const unknown = keysOf(body, ['model', 'messages', 'temperature', 'max_completion_tokens', 'response_format']);
      if (unknown) return `Unrecognized request argument supplied: ${unknown}`;
      if (!isText(body.model)) return 'you must provide a model parameter';
      if (!messagesAreGood(body.messages, ['system', 'user'])) return 'Invalid messages';
      if (!Number.isInteger(body.max_completion_tokens)) return 'Invalid max_completion_tokens';
      const format = body.response_format;
      if (second) {
        if (format?.type !== 'json_object' || Object.keys(format).length !== 1) return 'Invalid response_format';
        return /json/i.test(JSON.stringify(body.messages)) ? null : "'messages' must contain the word 'json' in some form";
      }
      if (format?.type !== 'json_schema' || keysOf(format, ['type', 'json_schema'])) return 'Invalid response_format';
      if (keysOf(format.json_schema, ['name', 'strict', 'schema']) || !/^[\w-]{1,64}$/.test(format.json_schema.name)) return 'Invalid json_schema';
      return format.json_schema.strict === true ? objectionToSchema(format.json_schema.schema) : 'not strict';
    },
    system: (body) => body.messages[0].content,
    user: (body) => body.messages.at(-1).content,
    wrap: chatAnswer, error: openAiError,
  },
  openai_responses: {
    path: '/v1/responses',
    key: (headers) => headers.authorization === 'Bearer the-secret-key',
    objection(body, second) {
      const unknown = keysOf(body, ['model', 'instructions', 'input', 'store', 'temperature', 'max_output_tokens', 'text']);
      if (unknown) return `Unknown parameter: '${unknown}'.`;
      if (!isText(body.model) || !isText(body.instructions)) return 'Missing required parameter';
      if (!messagesAreGood(body.input, ['user'])) return 'Invalid input';
      if (body.store !== false) return 'the test wants nothing stored';
      if (!Number.isInteger(body.max_output_tokens) || body.max_output_tokens < 16) return 'Invalid max_output_tokens';
      const format = body.text?.format;
      if (second) return format?.type === 'json_object' && Object.keys(format).length === 1 ? null : 'Invalid text.format';
      if (format?.type !== 'json_schema' || keysOf(format, ['type', 'name', 'strict', 'schema'])) return 'Invalid text.format';
      if (!isText(format.name)) return "Missing required parameter: 'text.format.name'.";
      return format.strict === true ? objectionToSchema(format.schema) : 'not strict';
    },
    system: (body) => body.instructions,
    user: (body) => body.input.at(-1).content,
    wrap: (text) => ({
      id: 'resp_1', object: 'response', status: 'completed', error: null, incomplete_details: null, model: 'stub',
      output: [
        { id: 'rs_1', type: 'reasoning', summary: [] },
        { id: 'msg_1', type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] },
      ],
    }),
    error: openAiError,
  },
  anthropic: {
    path: '/v1/messages',
    key: (headers) => headers['x-api-key'] === 'the-secret-key' && headers.authorization === undefined,
    objection(body, second, headers) {
      if (headers['anthropic-version'] !== '2023-06-01') return 'anthropic-version: header is required';
      const unknown = keysOf(body, ['model', 'max_tokens', 'system', 'messages', 'temperature', ...(second ? ['tools', 'tool_choice'] : ['output_config'])]);
      if (unknown) return `${unknown}: Extra inputs are not permitted`;
      if (!isText(body.model) || !isText(body.system)) return 'model: Field required';
      if (!messagesAreGood(body.messages, ['user'])) return 'messages: at least one message is required';
      if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1) return 'max_tokens: Field required';
      if (second) {
        const [tool, ...more] = body.tools ?? [];
        if (!tool || more.length > 0 || !/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name) || tool.strict !== true) return 'tools: Input should be valid';
        if (body.tool_choice?.type !== 'tool' || body.tool_choice.name !== tool.name) return 'tool_choice: Tool not found';
        return objectionToSchema(tool.input_schema, { anthropic: true });
      }
      const format = body.output_config?.format;
      if (format?.type !== 'json_schema' || keysOf(format, ['type', 'schema'])) return 'output_config.format: Input should be valid';
      return objectionToSchema(format.schema, { anthropic: true });
    },
    system: (body) => body.system,
    user: (body) => body.messages.at(-1).content,
    wrap: (text, second) => ({
      id: 'msg_1', type: 'message', role: 'assistant', model: 'stub', stop_sequence: null, usage: { input_tokens: 1, output_tokens: 1 },
      ...(second
        ? { stop_reason: 'tool_use', content: [{ type: 'tool_use', id: 'toolu_1', name: 'submit_order', input: JSON.parse(text) }] }
        : { stop_reason: 'end_turn', content: [{ type: 'text', text }] }),
    }),
    error: (message) => ({ type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_1' }),
  },
  llama_cpp: {
    path: '/v1/chat/completions',
    key: () => true,
    objection(body, second) {
      if (!messagesAreGood(body.messages, ['system', 'user'])) return "Missing 'messages'";
      // Chat templates of many models refuse two messages of one role in a row.
      if (body.messages.some((message, index) => message.role === body.messages[index - 1]?.role)) return 'Conversation roles must alternate';
      if ('grammar' in body && 'json_schema' in body) return 'Either "json_schema" or "grammar" can be specified, but not both';
      const format = body.response_format;
      const schema = second ? format?.schema : format?.json_schema?.schema;
      if (format?.type !== 'json_schema' || !schema) return 'response_format type must be one of "text" or "json_object"';
      return objectionToSchema(schema);
    },
    system: (body) => body.messages[0].content,
    user: (body) => body.messages.at(-1).content,
    wrap: chatAnswer,
    error: (message) => ({ error: { code: 400, message, type: 'invalid_request_error' } }),
  },
};

export class ModelStub {
  asked = [];       // {headers, body, text, menu, second} of everything accepted
  objections = [];  // what was refused for what it is: none in a good test
  onlySecondForm = false;
  answer = () => ({ intent: 'other', items: [], unmatched: [], confidence: 'low' });

  static async start(provider) {
    const stub = new ModelStub();
    stub.protocol = protocols[provider];
    stub.server = createServer((request, response) => stub.serve(request, response).catch((error) => {
      stub.objections.push(error.stack);
      response.destroy();
    }));
    await new Promise((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.url = `http://127.0.0.1:${stub.server.address().port}`;
    return stub;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  async serve(request, response) {
    const { protocol } = this;
    const parts = [];
    for await (const part of request) parts.push(part);
    const json = (status, body, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const refuse = (status, why) => { this.objections.push(`${status} ${why}`); json(status, protocol.error(why)); };
    if (request.method !== 'POST' || request.url !== protocol.path) return refuse(404, `${request.method} ${request.url}`);
    if (!protocol.key(request.headers)) return refuse(401, 'wrong key');
    if (!/^application\/json/.test(request.headers['content-type'] ?? '')) return refuse(415, 'content type');
    const body = JSON.parse(Buffer.concat(parts).toString('utf8'));
    const second = protocol.objection(body, true, request.headers) === null;
    const why = second ? null : protocol.objection(body, false, request.headers);
    if (why) return refuse(400, why);
    if (this.onlySecondForm && !second) return json(400, protocol.error('this model knows no such response format'));
    const system = protocol.system(body);
    const call = {
      headers: request.headers, body, second, system,
      text: JSON.parse(protocol.user(body)).customer_text,
      menu: JSON.parse(system.match(/^MENU: (.*)$/m)[1]),
      json, response,
    };
    this.asked.push(call);
    const answer = await this.answer(call);
    if (answer !== undefined) json(200, protocol.wrap(typeof answer === 'string' ? answer : JSON.stringify(answer), second));
  }
}

// An honest answer: those dishes by their English names, once each unless it says how many.
export const orderOf = (call, dishes) => ({
  intent: 'order', unmatched: [], confidence: 'high',
  items: Object.entries(dishes).map(([name, quantity]) => ({
    product_id: call.menu.products.find(({ names }) => names.includes(name)).id, quantity, options: [],
  })),
});
