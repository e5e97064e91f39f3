import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Id, OneOf } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** Schema of {@link DirectoryAccountView}. */
export const DirectoryAccountViewSchema = Type.Object({
  id: Id,
  network: Type.String(),
  networkLabel: Type.String(),
  name: Type.String(),
  organizationId: Type.Optional(Id),
});

/** An account of the platform; `organizationId` where it is linked. */
export type DirectoryAccountView = DeepReadonly<Static<typeof DirectoryAccountViewSchema>>;

/** Schema of {@link DirectoryTeamView}. */
export const DirectoryTeamViewSchema = Type.Object({ id: Id, name: Type.String() });

/** A team of the platform. */
export type DirectoryTeamView = DeepReadonly<Static<typeof DirectoryTeamViewSchema>>;

/** Schema of {@link DirectoryFieldView}. */
export const DirectoryFieldViewSchema = Type.Object({
  key: Id,
  label: Type.String(),
  type: Type.String(),
  scope: OneOf(['contact', 'conversation']),
});

/** A custom field of the platform. */
export type DirectoryFieldView = DeepReadonly<Static<typeof DirectoryFieldViewSchema>>;

/** Query of the three directory lists. */
export const DirectoryQuerySchema = Closed(pageQuery);

/** Answer of `GET /v1/directory/accounts`. */
export const DirectoryAccountPageSchema = PageOf(DirectoryAccountViewSchema);

/** Answer of `GET /v1/directory/teams`. */
export const DirectoryTeamPageSchema = PageOf(DirectoryTeamViewSchema);

/** Answer of `GET /v1/directory/fields`. */
export const DirectoryFieldPageSchema = PageOf(DirectoryFieldViewSchema);
