/**
 * Every choice of a schedule, in order. A fresh tape draws from its seed; a recorded one repeats what it has and is calm
 * from there on. 0 is always the calm choice, so that a story shrinks by turning choices into 0.
 */
export class Tape {
  readonly drawn: number[] = [];
  private state: number;

  constructor(
    seed: number,
    private readonly recorded?: readonly number[],
  ) {
    // Mixes the halves of the seed, so that neighbours share nothing.
    this.state = mix(
      (seed >>> 0) ^ mix(Math.floor(seed / 0x1_0000_0000) + (seed % 1 === 0 ? 0x9e37_79b9 : 0x51ed_270b)),
    );
  }

  /** A number from 0 to `choices` - 1, each as likely. */
  pick(choices: number): number {
    return this.keep(choices, () => Math.floor(this.next() * choices));
  }

  /** 0 most of the time; with that probability one of 1 to `choices`. */
  rarely(probability: number, choices = 1): number {
    return this.keep(choices + 1, () =>
      this.next() < probability ? 1 + Math.floor(this.next() * choices) : 0,
    );
  }

  private keep(choices: number, draw: () => number): number {
    const value =
      this.recorded === undefined ? draw() : Math.min(this.recorded[this.drawn.length] ?? 0, choices - 1);
    this.drawn.push(value);
    return value;
  }

  /** Mulberry32: small, fast, and good enough for choices. */
  private next(): number {
    this.state = (this.state + 0x6d2b_79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x45d9_f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9_f3b);
  return h ^ (h >>> 16);
}
