import type { Database } from '@parley/platform';
import { InstallationMismatchError } from '../errors';
import { withAdmin } from '../kafka/with-admin';

/** What an installation was made with; kept in every service's schema. */
export interface Installation {
  readonly clusterId: string;
  readonly prefix: string;
  /** Partitions of every topic keyed by contact. */
  readonly partitions: number;
}

/** The installation as it is configured now: the cluster's own id, and the settings given. */
export async function describeInstallation(options: {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly partitions: number;
}): Promise<Installation> {
  const { clusterId } = await withAdmin(options.brokers, (admin) => admin.describeCluster());
  return { clusterId, prefix: options.prefix, partitions: options.partitions };
}

/**
 * Records the installation the first time, and checks it from then on.
 *
 * @throws InstallationMismatchError when another one is recorded.
 */
export async function recordInstallation(database: Database, installation: Installation): Promise<void> {
  const { clusterId, prefix, partitions } = installation;
  await database.query(
    `insert into installation (cluster_id, prefix, partitions) values ($1, $2, $3) on conflict do nothing`,
    [clusterId, prefix, partitions],
  );
  await verifyInstallation(database, installation);
}

/**
 * A service calls it before it consumes anything: positions mean nothing on another cluster or with other topics.
 *
 * @throws InstallationMismatchError when nothing is recorded, or something else.
 */
export async function verifyInstallation(database: Database, installation: Installation): Promise<void> {
  const [recorded] = await database.query<{ cluster_id: string; prefix: string; partitions: number }>(
    `select cluster_id, prefix, partitions from installation`,
  );
  if (recorded === undefined)
    throw new InstallationMismatchError('No installation is recorded: run the migration first');
  const faults = [
    differs('cluster', recorded.cluster_id, installation.clusterId),
    differs('topic prefix', recorded.prefix, installation.prefix),
    differs('number of partitions', recorded.partitions, installation.partitions),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0)
    throw new InstallationMismatchError(`This is another installation: ${faults.join('; ')}`);
}

function differs(what: string, recorded: string | number, configured: string | number): string | undefined {
  return recorded === configured
    ? undefined
    : `the ${what} was ${recorded} when it was made and is ${configured} now`;
}
