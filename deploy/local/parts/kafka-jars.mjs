import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute } from './execute.mjs';
import { readJson } from './part-file.mjs';
import { identify } from './processes.mjs';
import { explained, Trouble } from './trouble.mjs';

const KAFKA_VERSION = '4.3.1';
/** Without a binding for slf4j the broker logs nothing. */
const LOG4J_VERSION = '2.25.4';
const MANIFEST = 'complete.json';

/**
 * The folder with Kafka's jars, fetched once by Maven and kept outside every build output.
 * A half-made, older or damaged one is made again; several starts at once do no harm.
 * @param {{ env?: NodeJS.ProcessEnv, note?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 */
export async function ensureKafkaJars({ env = process.env, note = () => undefined } = {}) {
  const jars = jarsFolder(env);
  const cache = dirname(jars);
  if (isComplete(jars)) return jars;
  try {
    mkdirSync(cache, { recursive: true });
    dropLeftovers(cache);
    if (existsSync(jars)) {
      note(`making the half-made cache ${jars} again`);
      rmSync(jars, { recursive: true, force: true });
    }
    await fetchInto(cache, jars, env);
  } catch (error) {
    throw explained(error, `fetching Kafka into ${cache}`);
  }
  return jars;
}

/** Where the jars are, or will be. @param {NodeJS.ProcessEnv} env */
export function jarsFolder(env = process.env) {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'parley', `kafka-${KAFKA_VERSION}`);
}

/** @param {string} jars */
export function isComplete(jars) {
  const manifest = readJson(join(jars, MANIFEST));
  if (typeof manifest?.files !== 'object' || manifest.files === null) return false;
  const files = Object.entries(manifest.files);
  return (
    files.length > 0 &&
    files.every(([name, size]) => statSync(join(jars, name), { throwIfNoEntry: false })?.size === size)
  );
}

/**
 * @param {string} cache
 * @param {string} jars
 * @param {NodeJS.ProcessEnv} env
 */
async function fetchInto(cache, jars, env) {
  const draft = mkdtempSync(join(cache, `kafka-${KAFKA_VERSION}.${process.pid}.tmp-`));
  try {
    const pom = join(draft, 'pom.xml');
    writeFileSync(pom, POM);
    const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`];
    const { code, output } = await execute('mvn', goal, { env });
    if (code !== 0)
      throw new Trouble(`Maven could not fetch Kafka ${KAFKA_VERSION}:
${lastLines(output)}`);
    rmSync(pom);
    const files = Object.fromEntries(
      readdirSync(draft).map((name) => [name, statSync(join(draft, name)).size]),
    );
    writeFileSync(join(draft, MANIFEST), JSON.stringify({ files }));
    moveInto(draft, jars);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Another start may have been faster; then its jars are as good as ours.
 * @param {string} draft
 * @param {string} jars
 */
function moveInto(draft, jars) {
  try {
    renameSync(draft, jars);
  } catch (error) {
    if (!isComplete(jars)) throw error;
  }
}

/**
 * Drafts of starts that were killed.
 * @param {string} cache
 */
function dropLeftovers(cache) {
  for (const name of readdirSync(cache)) {
    const owner = /^kafka-.*\.(\d+)\.tmp-/.exec(name)?.[1];
    if (owner !== undefined && identify(Number(owner)) === undefined)
      rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** @param {string} output */
function lastLines(output) {
  return output.trim().split('\n').slice(-8).join('\n');
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>parley</groupId><artifactId>local-kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${LOG4J_VERSION}</version></dependency>
  </dependencies>
</project>
`;
