import type { Process } from '../engine/process';
import type { Scheduler } from '../engine/scheduler';
import { connectionBroken, type Faults } from './faults';

/**
 * A port of the store as one process reaches it: each call is a step of its own, its connection may break before or after,
 * and the process may die or sleep around it.
 */
export function atPoints<Port extends object>(
  scheduler: Scheduler,
  faults: Faults,
  process: Process,
  port: Port,
): Port {
  const made = new Map<string | symbol, unknown>();
  return new Proxy(port, {
    get(target, name) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      const call = async (...given: readonly unknown[]): Promise<unknown> => {
        await scheduler.point(process, String(name));
        const fault = faults.ofStatement();
        if (fault === 'before') throw connectionBroken();
        const answer: unknown = await (method.apply(target, given) as Promise<unknown>);
        if (fault === 'after') throw connectionBroken();
        return answer;
      };
      made.set(name, call);
      return call;
    },
  });
}
