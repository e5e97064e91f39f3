import { setTimeout as pause } from 'node:timers/promises';
import type { Desk } from '../desk';
import type { Dice } from './dice';
import { calmProcesses, kill, sleep } from './processes';

/** Something that goes wrong; its name is what the report counts. */
interface Mishap {
  readonly name: string;
  readonly weight: number;
  /** False when it could not happen now. */
  readonly happen: (wreck: Wreck) => Promise<boolean>;
}

const PARTS = ['kafka', 'postgres'] as const;
/** Never disturbed: the one process brings the others back, the other is the Zendesk whose truth is looked at in the end. */
const SPARED = ['supervisor', 'zendesk-sandbox', ...PARTS];

/** How calls to Zendesk fail. Calls time out after 5 s here, so a stall of 30 s is an answer that never comes. */
const DISTURBANCES = [
  { kind: 'status', status: 500 },
  { kind: 'status-after', status: 500 },
  { kind: 'status-after', status: 502 },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'stall', delayMs: 30_000 },
  { kind: 'stall-after', delayMs: 30_000 },
  { kind: 'rate-limit', retryAfterSeconds: 2 },
  { kind: 'unavailable', retryAfterSeconds: 2 },
  { kind: 'half-answer' },
  { kind: 'wrong-json' },
  { kind: 'slow-headers', delayMs: 2_000 },
] as const;

const MISHAPS: readonly Mishap[] = [
  ...PARTS.flatMap((part): readonly Mishap[] => [
    { name: `${part} killed`, weight: 2, happen: () => kill(part) },
    { name: `${part} asleep`, weight: 2, happen: ({ dice }) => sleep(part, dice.between(500, 4_000)) },
  ]),
  {
    name: 'a replica killed',
    weight: 24,
    happen: ({ dice, replicas }) => kill(dice.oneOf(replicas)),
  },
  {
    name: 'a replica asleep',
    weight: 16,
    happen: ({ dice, replicas }) => sleep(dice.oneOf(replicas), dice.between(500, 15_000)),
  },
  {
    name: 'both replicas killed',
    weight: 6,
    happen: async ({ dice, replicas }) => {
      const service = dice.oneOf(replicas).replace(/-\d$/, '');
      const both = replicas.filter((name) => name.replace(/-\d$/, '') === service);
      return both.length > 1 && (await Promise.all(both.map(kill))).every(Boolean);
    },
  },
  ...DISTURBANCES.map((disturbance): Mishap => ({
    name: `Zendesk: ${disturbance.kind}`,
    weight: 4,
    happen: async ({ dice, desks }) => {
      const order = { ...disturbance, times: dice.between(1, 8) };
      const which = dice.oneOf([{}, { method: 'POST' }, { method: 'PUT' }, { method: 'GET' }]);
      await dice.oneOf(desks).zendesk.isDisturbedBy({ ...order, ...which });
      return true;
    },
  })),
];

/** Lets one thing after the other go wrong, often several at once. */
export class Wreck {
  /** How often each thing went wrong, by name. */
  readonly counts = new Map<string, number>();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly trouble: unknown[] = [];

  constructor(
    readonly dice: Dice,
    readonly desks: readonly Desk[],
  ) {}

  /** Processes of the services, but those that are being disturbed. */
  get replicas(): readonly string[] {
    return calmProcesses().filter((name) => !SPARED.includes(name));
  }

  /** Goes on for so long, then nothing more goes wrong: what was stopped or killed is there again, and Zendesk answers as always. */
  async run(forMs: number): Promise<void> {
    const until = performance.now() + forMs;
    while (performance.now() < until) {
      await pause(this.dice.between(500, 4_000));
      const mishap = this.dice.weighted(MISHAPS);
      if (this.replicas.length === 0) continue;
      const happening = mishap
        .happen(this)
        .then((happened) => {
          if (happened) this.counts.set(mishap.name, (this.counts.get(mishap.name) ?? 0) + 1);
        })
        .catch((error: unknown) => this.trouble.push(error))
        .finally(() => this.underWay.delete(happening));
      this.underWay.add(happening);
    }
    await Promise.all(this.underWay);
    await Promise.all(this.desks.map(({ zendesk }) => zendesk.isCalmAgain()));
    if (this.trouble.length > 0)
      throw new AggregateError(this.trouble, 'The wreck did not do what it was to do');
  }
}
