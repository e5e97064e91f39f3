import type { TimeZone } from './time';
import type { Words } from './words';

/** Who may read a comment: customer and agents, or agents only. */
export type Visibility = 'public' | 'internal';

/** What an organization decided about the content of its tickets. */
export interface ContentSettings {
  /** Subject template (K2). */
  readonly subject: string;
  /** Tags that every ticket gets besides `parley`, as the administrator wrote them. */
  readonly extraTags: readonly string[];
  readonly visibility: {
    readonly contact: Visibility;
    readonly advisor: Visibility;
    readonly bot: Visibility;
  };
  /** Whether notes between advisors become internal comments (K4). */
  readonly syncNotes: boolean;
  /** Whether the text of a message that is deleted upstream is redacted in Zendesk, too (K13). */
  readonly redactDeleted: boolean;
  /** What closing upstream makes of the ticket (K8). */
  readonly closeAs: 'closed' | 'solved';
  readonly words: Words;
  readonly timeZone: TimeZone;
}

/** The people and places a ticket names. */
export interface People {
  /** Zendesk user whom the ticket is for. */
  readonly requesterId: number;
  /** Zendesk user that Parley acts as. */
  readonly connectedUserId: number;
  /** Zendesk agents by {@link agentKey}; `null` = looked up and there is none; absent = not looked up yet. */
  readonly agents: ReadonlyMap<string, number | null>;
  /** What was known of the contact at the firing event. */
  readonly contact: {
    readonly id: string;
    readonly name?: string;
    readonly handle?: string;
    readonly email?: string;
  };
  readonly account: { readonly name: string; readonly network: string };
}

/** The form in which an advisor's e-mail address finds its agent. */
export function agentKey(email: string): string {
  return email.trim().toLowerCase();
}
