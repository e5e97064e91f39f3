import type { Process } from '../engine/process';
import { Replica } from './replica';
import type { World } from './world';

/** The broker takes a member out of its groups after so long without a sign of life. */
const SESSION_MS = 10_000;
/** What was taken out comes back within so long after it lives again. */
const REJOIN_MS = 60_000;
const RESTART_AFTER_MS = [1_000, 20_000, 60_000] as const;

/** The processes of ticket-writer: they are started, die, sleep, and leave in good order. */
export class Fleet {
  private readonly replicas: Replica[] = [];
  private names = 0;

  constructor(private readonly world: World) {}

  /** One more process, once there is a Postgres. */
  scaleUp(): void {
    const { scheduler, downForMs } = this.world;
    if (downForMs > 0) {
      scheduler.after(downForMs, undefined, 'Postgres is there again', () => this.scaleUp());
      return;
    }
    this.names += 1;
    const replica = new Replica(this.world, `writer-${this.names}`);
    this.replicas.push(replica);
    replica.start();
  }

  /** One process ends in good order, as long as another stays. */
  scaleDown(): void {
    const up = this.replicas.filter(({ process }) => process.isUp);
    const [leaving] = up;
    if (up.length < 2 || leaving === undefined) return;
    leaving.leave();
    void leaving.runner.stop();
  }

  /** Somebody is there to work, or will be. */
  keepOne(mustBeUp: boolean): void {
    const isThere = ({ process }: Replica) => (mustBeUp ? process.isUp : !process.isDead);
    if (!this.replicas.some(isThere)) this.scaleUp();
  }

  /** All of them are stopped, and two others started. */
  replace(between: () => void): void {
    for (const replica of this.replicas.filter(({ process }) => !process.isDead)) {
      this.world.scheduler.kill(replica.process);
      replica.leave();
    }
    between();
    this.scaleUp();
    this.scaleUp();
  }

  /** The wall clock of one of the first machines jumps. */
  shiftClock(index: number, ms: number): void {
    const replica = this.replicas[index];
    if (replica !== undefined) replica.wallOffsetMs += ms;
  }

  /** A commit tells every other process that lanes may work. */
  notifyOthers(from: Replica): void {
    for (const { process, runner } of this.replicas)
      if (process !== from.process && !process.isDead)
        this.world.scheduler.happen(process, 'hears that lanes may work', () => runner.wake());
  }

  /** A process is gone without a word. */
  crash(process: Process): void {
    const { scheduler, database } = this.world;
    scheduler.kill(process);
    const replica = this.replicas.find((one) => one.process === process);
    scheduler.after(1_000, undefined, `the server notices that ${process.name} is gone`, () =>
      database.dropLocksOf(process),
    );
    scheduler.after(SESSION_MS, undefined, `the broker takes ${process.name} out`, () => replica?.leave());
    const restartMs = RESTART_AFTER_MS[scheduler.tape.pick(3)] ?? 0;
    scheduler.after(restartMs, undefined, `${process.name} is started again`, () => this.scaleUp());
  }

  /** A process is stopped: a broker does not wait for it for ever. */
  whileAsleep(process: Process): void {
    const replica = this.replicas.find((one) => one.process === process);
    if (replica !== undefined) this.expectSignOf(replica, false);
  }

  /** The broker looks again and again, and takes the process back once it lives. */
  private expectSignOf(replica: Replica, isOut: boolean): void {
    const { process } = replica;
    const label = `the broker looks for ${process.name}`;
    this.world.scheduler.after(isOut ? REJOIN_MS : SESSION_MS, undefined, label, () => {
      if (process.isDead) return;
      if (process.isUp && isOut) replica.join();
      if (process.isUp) return;
      if (!isOut) replica.leave();
      this.expectSignOf(replica, true);
    });
  }
}
