// The sandbox's own routes.
async function call(path, body) {
  const options = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const data = await response.json();
  if (!response.ok) throw new Error(data.error?.detail ?? String(response.status));
  return data;
}

export const api = {
  shops: () => call('/demo/api/shops'),
  people: () => call('/demo/api/people'),
  thread: (customer, shop) => call(`/demo/api/thread?${new URLSearchParams({ customer, shop })}`),
  send: (body) => call('/demo/api/send', body),
  enter: (person) => call('/demo/api/enter', { person }),
  modes: () => call('/control/modes'),
  setModes: (changes) => call('/control/modes', changes),
  events: () => new EventSource('/demo/api/events'),
};
