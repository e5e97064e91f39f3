import { end, isAlive } from '../parts/processes.mjs';
import { Trouble } from '../parts/trouble.mjs';

/** How often a part's process is looked at, in milliseconds; it is not our child, so nobody tells us. */
const LOOK_MS = 500;

/** Kafka or PostgreSQL: it keeps its address and data, and is brought back when its process dies. */
export class SupervisedPart {
  /** @type {import('../parts/part-file.mjs').Part | undefined} */
  #part;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #stopping = false;

  /**
   * @param {object} options
   * @param {string} options.name
   * @param {(port?: number) => Promise<import('../parts/part-file.mjs').Part>} options.bringUp
   * @param {NodeJS.Signals} options.stopSignal
   * @param {() => void} options.onChange
   */
  constructor({ name, bringUp, stopSignal, onChange }) {
    this.name = name;
    this.bringUp = bringUp;
    this.stopSignal = stopSignal;
    this.onChange = onChange;
  }

  get pid() {
    return this.#part !== undefined && isAlive(this.#part) ? this.#part.pid : undefined;
  }

  /**
   * @param {number} [port]
   * @returns {Promise<string>} its address
   */
  async start(port) {
    this.#part = await this.bringUp(port);
    this.#watch();
    this.onChange();
    return this.#part.address;
  }

  async stop() {
    this.#stopping = true;
    clearTimeout(this.#timer);
    if (this.#part !== undefined) await end(this.#part, { signal: this.stopSignal });
  }

  #watch() {
    this.#timer = setTimeout(() => {
      this.#bringBack().catch((error) => {
        if (!this.#stopping)
          console.error(
            `${this.name} could not be brought back: ${error instanceof Trouble ? error.message : String(error)}`,
          );
        this.#watch();
      });
    }, LOOK_MS);
  }

  async #bringBack() {
    if (this.#stopping) return;
    const part = this.#part;
    if (part !== undefined && !isAlive(part)) {
      this.#part = await this.bringUp(part.port);
      this.onChange();
      if (this.#stopping) await end(this.#part, { signal: this.stopSignal });
    }
    if (!this.#stopping) this.#watch();
  }
}
