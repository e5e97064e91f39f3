import { configureLogging } from '@parley/platform';
import { MUTANTS } from './mutants/all-mutants';
import { runSchedule } from './run-schedule';
configureLogging({ level: 'silent' });
async function main(): Promise<void> {
  const [most = '1500', name] = process.argv.slice(2);
  for (const mutant of MUTANTS) {
    if (name !== undefined && name !== mutant.name) continue;
    let found = 'NOT FOUND';
    for (let s = 1; s <= Number(most); s += 1) {
      const end = await runSchedule({ seed: s, mutant });
      if (end.complaints.length === 0) continue;
      found = `${s} ${end.complaints.slice(0, 2).join(' | ')}`;
      break;
    }
    console.log(mutant.name.padEnd(26), found);
  }
}
void main();
