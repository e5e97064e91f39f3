import { configureLogging } from '@parley/platform';
import type { Report, Shift } from './crew';
import { mutantOf } from './mutants/all-mutants';
import { runSchedule } from './run-schedule';

const TELLS_EVERY = 100;

configureLogging({ level: 'silent' });
process.on('message', (shift: Shift) => void play(shift));

async function play({ seed, step, count, mutant: name, restores = false }: Shift): Promise<void> {
  const mutant = name === undefined ? undefined : mutantOf(name);
  let told = { played: 0, steps: 0, simulatedMs: 0 };
  let cpu = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    const end = await runSchedule({ seed: seed + index * step, restores, ...(mutant && { mutant }) });
    told = {
      played: told.played + 1,
      steps: told.steps + end.steps,
      simulatedMs: told.simulatedMs + end.simulatedMs,
    };
    const isFound = end.complaints.length > 0;
    if (isFound) tell({ kind: 'found', find: { seed: end.seed, complaints: end.complaints } });
    if (told.played === TELLS_EVERY || index === count - 1 || (isFound && mutant)) {
      const { user, system } = process.cpuUsage(cpu);
      cpu = process.cpuUsage();
      tell({ kind: 'progress', ...told, cpuMs: (user + system) / 1_000 });
      told = { played: 0, steps: 0, simulatedMs: 0 };
    }
    if (isFound && mutant !== undefined) break;
  }
  tell({ kind: 'done' });
}

function tell(report: Report): void {
  process.send?.(report);
}
