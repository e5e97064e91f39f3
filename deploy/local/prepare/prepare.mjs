import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { RUN, ROOT, STATE } from '../paths.mjs';
import { ensureKafkaJars, jarsFolder, isComplete } from '../parts/kafka-jars.mjs';
import { explained, Trouble } from '../parts/trouble.mjs';
import { say, step } from '../show.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureJava } from './java.mjs';
import { arePackagesCurrent, ensurePackages } from './packages.mjs';
import { inTurn } from './turn.mjs';

const OLDEST_NODE = 20;
const MB = 1024 * 1024;
/** What an installation, a build and a day of data take; what a warm start takes. */
const NEEDED_MB = { cold: 2_000, warm: 300 };

/**
 * Brings a clone to the point where things can be built and run: packages, Java, Kafka's jars.
 * Works on Node 20 with nothing installed. Does nothing but look when all is there.
 * @param {{ kafka: boolean, chromium?: boolean }} options whether a local Kafka, and a browser, will be needed
 */
export async function prepare({ kafka, chromium = false }) {
  checkMachine();
  try {
    mkdirSync(STATE, { recursive: true });
    checkDisk();
    await inTurn(
      join(RUN, 'prepare.lock'),
      () => steps({ kafka, chromium }),
      (owner) => {
        say(`  waiting for process ${owner}, which prepares the same clone`);
      },
    );
  } catch (error) {
    throw explained(error, `preparing ${ROOT}`);
  }
}

/** @param {{ kafka: boolean, chromium: boolean }} needed */
async function steps({ kafka, chromium }) {
  await step('packages', ensurePackages);
  if (chromium) await step('chromium', ensureChromium);
  if (!kafka) return;
  await step('java', (note) => ensureJava({ needsMaven: !isComplete(jarsFolder()), note }));
  await step('kafka jars', async (note) => {
    note('there already');
    const made = !isComplete(jarsFolder());
    const jars = await ensureKafkaJars({ note });
    if (made) note(`fetched into ${jars}`);
  });
}

function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    throw new Trouble(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`);
  if (process.platform !== 'linux')
    throw new Trouble('The local stack runs on Linux (Debian or Ubuntu, x64).');
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(STATE);
  const freeMb = Math.floor((bavail * bsize) / MB);
  const neededMb = arePackagesCurrent() ? NEEDED_MB.warm : NEEDED_MB.cold;
  if (freeMb < neededMb)
    throw new Trouble(
      `The disk is nearly full: ${freeMb} MB are free where ${STATE} lies, ${neededMb} MB are needed.`,
    );
}
