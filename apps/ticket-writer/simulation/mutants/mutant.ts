import type { Process } from '../engine/process';
import type { ParkedLanes } from '../../src/follow-commands/parked-lanes.port';
import type { Intake } from '../../src/intake/intake';
import type { LaneClock, LanePorts, LaneSettings } from '../../src/lane/ports';
import type { MemoryTables } from '../../src/memory/memory-tables';
import type { World } from '../world/world';

/** A bug that is planted where the parts are joined, to show that the auditor notices it. */
export interface Mutant {
  readonly name: string;
  /** What it does wrong. */
  readonly says: string;
  readonly ports?: (ports: LanePorts, world: World) => LanePorts;
  readonly intake?: (intake: Intake, world: World, process: Process) => Intake;
  readonly tables?: (clock: LaneClock) => MemoryTables;
  readonly parkedLanes?: (parked: ParkedLanes, world: World) => ParkedLanes;
  readonly settings?: Partial<LaneSettings>;
  readonly leavesPositionsUnlocked?: boolean;
  readonly forgetsEvents?: boolean;
  readonly leavesLossUntold?: boolean;
  /** Whether it only shows after a restore, so that each of its schedules has one. */
  readonly restores?: boolean;
}
