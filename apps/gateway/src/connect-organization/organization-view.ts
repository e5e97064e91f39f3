import { OrganizationViewSchema, PageOf } from '@parley/contracts';
import type { OrganizationView } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { Organization } from './organization';

/** Something about an organization that an administrator should look at (A5). */
export interface OrganizationWarning {
  readonly code: 'team-gone' | 'field-gone';
  readonly detail: string;
}

/** Schema of an organization as people see it. */
export const OrganizationSchema = Type.Object({
  ...OrganizationViewSchema.properties,
  warnings: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() }), {
    description: 'What an administrator should look at: a team or field that disappeared upstream',
  }),
});

/** A page of {@link OrganizationSchema}. */
export const OrganizationsSchema = PageOf(OrganizationSchema);

/** An organization as people see it, without any secret. */
export type OrganizationWithWarnings = OrganizationView & {
  readonly warnings: readonly OrganizationWarning[];
};

/** The organization as people see it. */
export function organizationView(
  organization: Organization,
  warnings: readonly OrganizationWarning[],
): OrganizationWithWarnings {
  const { id, name, url, state, connectedUserId, createdAt, changedAt } = organization;
  return {
    id,
    name,
    url,
    state,
    connectedUserId,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    warnings,
  };
}
