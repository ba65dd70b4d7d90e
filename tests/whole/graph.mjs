// Graph as any program sees it.
export class Graph {
  constructor(world, token) { this.world = world; this.token = token; }

  as(token) { return new Graph(this.world, token); }

  async call(method, path, body, query = {}) {
    const url = new URL(`/v26.0/${path}`, this.world.sandboxUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const response = await fetch(url, {
      method, headers: { ...(this.token && { authorization: `Bearer ${this.token}` }), ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    return { status: response.status, answer, code: answer.error?.code ?? 0, subcode: answer.error?.error_subcode ?? 0 };
  }

  get(path, query) { return this.call('GET', path, undefined, query); }
  post(path, body = {}) { return this.call('POST', path, body); }
}
