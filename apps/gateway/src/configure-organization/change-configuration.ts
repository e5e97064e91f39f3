import { Inject } from '@nestjs/common';
import type { OrganizationConfiguration } from '@parley/contracts';
import type { ChangedBy, Organization } from '../connect-organization/organization';
import { disconnectedOrganization, unknownOrganization } from '../connect-organization/organization-problems';
import { ProblemError } from '../http-edge/problem';
import { PublishConfiguration } from '../publish-configuration/publish-configuration';
import { CONFIGURATION_STORE } from './configuration-store';
import type { ConfigurationStore } from './configuration-store';
import { etagOf } from './entity-tag';
import { ModeBCheck } from './mode-b-check';
import { UserFieldsCheck } from './user-fields-check';

/** A change that somebody wants. */
export interface WantedConfiguration {
  readonly configuration: OrganizationConfiguration;
  readonly expectedVersion: number | undefined;
  readonly restoredFrom?: number;
  readonly by: ChangedBy;
}

/** Checks, stores and publishes a configuration. */
export class ChangeConfiguration {
  constructor(
    @Inject(ModeBCheck) private readonly modeB: Pick<ModeBCheck, 'assertUsable'>,
    @Inject(UserFieldsCheck) private readonly userFields: Pick<UserFieldsCheck, 'assertKnown'>,
    @Inject(CONFIGURATION_STORE) private readonly store: Pick<ConfigurationStore, 'save'>,
    @Inject(PublishConfiguration) private readonly publishing: Pick<PublishConfiguration, 'publish'>,
  ) {}

  /** Throws the problem that stands in the way of this configuration; nothing is saved. */
  async check(present: Organization, configuration: OrganizationConfiguration): Promise<void> {
    await this.modeB.assertUsable(configuration.modeB, present.configuration.modeB);
    await this.userFields.assertKnown(present, configuration);
  }

  /** The organization with its new configuration. Throws the problem that stands in the way. */
  async change(present: Organization, wanted: WantedConfiguration): Promise<Organization> {
    await this.check(present, wanted.configuration);
    const outcome = await this.store.save({ organizationId: present.id, ...wanted });
    switch (outcome.kind) {
      case 'saved':
        await this.publishing.publish(present.id);
        return outcome.organization;
      case 'conflict':
        throw new ProblemError(
          'version-conflict',
          `Somebody else changed the configuration: the present version is ${outcome.version}.`,
          { headers: { etag: etagOf(outcome.version) } },
        );
      case 'disconnected':
        throw disconnectedOrganization();
      case 'unknown':
        throw unknownOrganization();
    }
  }
}
