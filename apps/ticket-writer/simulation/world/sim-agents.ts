import type { Answer } from './sim-zendesk';

/** Zendesk users that are agents, by their address. */
export type Agents = ReadonlyMap<string, number>;

/** `GET /api/v2/users/search` for an address. */
export function foundAgents(agents: Agents, query: string): Answer {
  const users = [...agents].filter(([email]) => query.includes(email)).map(toldAgent);
  return { status: 200, body: { users } };
}

/** `GET /api/v2/users/show_many`. */
export function shownAgents(agents: Agents, ids: string): Answer {
  const asked = ids.split(',').map(Number);
  return { status: 200, body: { users: [...agents].filter(([, id]) => asked.includes(id)).map(toldAgent) } };
}

function toldAgent([email, id]: readonly [string, number]): object {
  return { id, email, role: 'agent', active: true, name: 'Agent' };
}
