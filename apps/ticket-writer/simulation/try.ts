import { configureLogging } from '@parley/platform';
import { runSchedule } from './run-schedule';
configureLogging({ level: (process.env['LOG'] ?? 'silent') as 'silent' });
async function main(): Promise<void> {
  const [seed = '1', count = '20', show] = process.argv.slice(2);
  const began = Date.now();
  let bad = 0;
  let steps = 0;
  for (let s = Number(seed); s < Number(seed) + Number(count); s += 1) {
    const end = await runSchedule({ seed: s, keepsTrace: show !== undefined });
    steps += end.steps;
    if (show !== undefined) console.log(JSON.stringify(end.story, null, 1).replace(/\n\s*/g, ' '), end.trace.join('\n'));
    if (end.complaints.length > 0) {
      bad += 1;
      if (bad < 30) console.log(s, end.steps, end.complaints.slice(0, 3));
    }
  }
  console.log({ bad, cpu: process.cpuUsage().user / 1000 / Number(count), ms: (Date.now() - began) / Number(count), steps: steps / Number(count) });
}
void main();
