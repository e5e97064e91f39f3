import { walkAll } from './exhaustive/walk';
import { configureLogging } from '@parley/platform';
configureLogging({ level: 'silent' });
const [w = '2', m = '2', c = '1', l = '0', s = '0'] = process.argv.slice(2);
const t = Date.now();
void walkAll({ workers: Number(w), messages: Number(m), crashes: Number(c), losses: Number(l), sleeps: Number(s) }).then((end) => {
  console.log(end, Date.now() - t, 'ms', process.cpuUsage().user / 1000);
  process.exit(0);
});
