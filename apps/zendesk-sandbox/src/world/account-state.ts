import type { AccessToken } from '../authentication/access-token';
import type { DueTask } from '../business-rules/due-task';
import type { CatalogState } from '../catalog/catalog';
import type { StoredReply } from '../idempotency/idempotency-keys';
import type { Job } from '../jobs/job';
import type { AuthorizationCode, OAuthClient } from '../oauth/oauth-client';
import type { SandboxLimits } from '../rate-limits/presets';
import type { Ticket } from '../tickets/ticket';
import type { Attachment, Upload } from '../uploads/upload';
import type { User } from '../users/user';
import type { ClockState } from './clock';
import type { SandboxSettings } from './settings';

/** Everything about one account that survives a restart; plain data, so that it can be written to a file as it is. */
export interface AccountState {
  readonly subdomain: string;
  readonly adminToken: string;
  readonly clock: ClockState;
  settings: SandboxSettings;
  limits: SandboxLimits;
  nextTicketId: number;
  /** Next id of everything that is not a ticket. */
  nextRecordId: number;
  readonly tokens: Map<string, AccessToken>;
  readonly oauthClients: Map<number, OAuthClient>;
  readonly authorizationCodes: Map<string, AuthorizationCode>;
  readonly users: Map<number, User>;
  readonly tickets: Map<number, Ticket>;
  readonly attachments: Map<number, Attachment>;
  readonly uploads: Map<string, Upload>;
  readonly idempotency: Map<string, StoredReply>;
  readonly jobs: Map<string, Job>;
  readonly catalog: CatalogState;
  due: DueTask[];
}
