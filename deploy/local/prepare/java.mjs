import { spawnSync } from 'node:child_process';
import { Trouble } from '../parts/trouble.mjs';
import { has, howToInstall, install } from './apt.mjs';

const OLDEST_JAVA = 17;

/**
 * Makes sure that Kafka can run here: Java 17 or newer, and Maven while its jars are not fetched yet.
 * Installs what is missing where that needs no password.
 * @param {{ needsMaven: boolean, note: (detail: string) => void }} options
 * @throws {Trouble} with the ways out when it cannot be installed without asking
 */
export async function ensureJava({ needsMaven, note }) {
  const missing = missingTools(needsMaven);
  if (missing.length === 0) return note(`Java ${javaVersion()}`);
  const asRoot = howToInstall();
  if (asRoot === undefined) throw new Trouble(waysOut(missing));
  note(`installing ${missing.join(' and ')} with apt-get`);
  await install(asRoot, missing);
  if (javaVersion() < OLDEST_JAVA) await install(asRoot, [`openjdk-${OLDEST_JAVA}-jre-headless`]);
  const still = missingTools(needsMaven);
  if (still.length > 0) throw new Trouble(waysOut(still));
  note(`Java ${javaVersion()}, installed with apt-get`);
}

/** @param {boolean} needsMaven */
function missingTools(needsMaven) {
  return [
    ...(javaVersion() < OLDEST_JAVA ? ['default-jre-headless'] : []),
    ...(needsMaven && !has('mvn') ? ['maven'] : []),
  ];
}

/** The major version of the Java on the path; 0 when there is none. */
export function javaVersion() {
  const shown = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(`${shown.stderr ?? ''}${shown.stdout ?? ''}`)?.[1] ?? 0);
}

/** @param {readonly string[]} missing */
function waysOut(missing) {
  const names = missing.join(' ');
  return `Kafka needs ${missing.join(' and ')}, which cannot be installed without asking you. There are three ways out:
  - install it: sudo apt-get install ${names} (Java ${OLDEST_JAVA} or newer)
  - use a broker that you have: KAFKA_BROKERS=host:port
  - run one in a container: docker compose -f deploy/local/compose.yaml up -d, then KAFKA_BROKERS=127.0.0.1:9092`;
}
