import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKafkaJars, isComplete, jarsFolder } from './kafka-jars.mjs';

/** A Maven that needs no network: it "fetches" one jar, says so in a file, and fails when it is told to. */
const MAVEN = `#!/bin/sh
for arg in "$@"; do case "$arg" in -DoutputDirectory=*) out="\${arg#*=}" ;; esac; done
echo fetched >> "$MAVEN_CALLS"
[ -n "$MAVEN_FAILS" ] && { echo "$MAVEN_FAILS"; exit 1; }
echo jar > "$out/kafka.jar"
`;

let home: string;
let env: Record<string, string>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-jars-'));
  writeFileSync(join(home, 'mvn'), MAVEN);
  chmodSync(join(home, 'mvn'), 0o755);
  env = {
    PATH: `${home}:${process.env['PATH'] ?? ''}`,
    XDG_CACHE_HOME: join(home, 'cache'),
    MAVEN_CALLS: join(home, 'calls'),
  };
});
afterEach(() => rmSync(home, { recursive: true }));

describe('ensureKafkaJars', () => {
  it('fetches once and finds them afterwards', async () => {
    const first = await ensureKafkaJars({ env });
    rmSync(join(home, 'calls'));
    await expect(ensureKafkaJars({ env })).resolves.toBe(first);
    expect([isComplete(first), existsSync(join(home, 'calls'))]).toEqual([true, false]);
  });

  it.each([
    ['a folder that a killed start left half-made', (jars: string) => rmSync(join(jars, 'complete.json'))],
    ['a jar that is missing', (jars: string) => rmSync(join(jars, 'kafka.jar'))],
    ['a jar that was cut short', (jars: string) => writeFileSync(join(jars, 'kafka.jar'), '')],
    ['an empty folder', (jars: string) => readdirSync(jars).forEach((name) => rmSync(join(jars, name)))],
  ])('makes the cache again after %s', async (_case, damage) => {
    const jars = await ensureKafkaJars({ env });
    damage(jars);
    expect(isComplete(jars)).toBe(false);
    const notes: string[] = [];
    await ensureKafkaJars({ env, note: (line: string) => notes.push(line) });
    expect([isComplete(jars), notes]).toEqual([true, [`making the half-made cache ${jars} again`]]);
  });

  it('clears away drafts of starts that were killed, and leaves those of living ones', async () => {
    const cache = join(home, 'cache', 'parley');
    const [dead, living] = [
      join(cache, 'kafka-4.0.0.999999999.tmp-a'),
      join(cache, `kafka-4.0.0.${process.pid}.tmp-a`),
    ];
    for (const draft of [dead, living]) mkdirSync(draft, { recursive: true });
    await ensureKafkaJars({ env });
    expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
  });

  it('lets two starts fetch at the same moment', async () => {
    const [one, other] = await Promise.all([ensureKafkaJars({ env }), ensureKafkaJars({ env })]);
    expect([one, isComplete(one)]).toEqual([other, true]);
  });

  it('says what Maven said when it fails, and leaves nothing half-made', async () => {
    const failing = ensureKafkaJars({ env: { ...env, MAVEN_FAILS: 'no such artifact' } });
    await expect(failing).rejects.toThrow(/Maven could not fetch Kafka .*\nno such artifact/);
    expect(existsSync(jarsFolder(env))).toBe(false);
    expect(readdirSync(join(home, 'cache', 'parley'))).toEqual([]);
  });
});
