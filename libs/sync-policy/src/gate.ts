import type { Since } from './moment';

/** A: from the platform's interface (T1). B: from the Zendesk interface (T4). */
export type Mode = 'A' | 'B';

/** The gates of this library in the order in which they are asked: G1 to G6. */
export const GATE_NAMES = [
  'account-known',
  'account-linked',
  'account-enabled',
  'network-policy',
  'organization-active',
  'trigger',
] as const;

/** Name of a gate. */
export type GateName = (typeof GATE_NAMES)[number];

/** Why a gate is shut. `closed-before-opening` is T11: the conversation ended before its account or mode was opened. */
export const REASONS = [
  'account-unknown',
  'account-not-linked',
  'account-disabled',
  'x-contract-missing',
  'organization-not-authorised',
  'not-associated',
  'no-human-reply',
  'not-routed',
  'email-missing',
  'email-invalid',
  'no-mode-enabled',
  'closed-before-opening',
] as const;

/** Why a gate is shut. */
export type Reason = (typeof REASONS)[number];

/** One condition that must hold before anything leaves for Zendesk, with its state (X1). `mode` is there on the trigger gate only. */
export type Gate =
  | { readonly gate: GateName; readonly mode?: Mode; readonly open: true; readonly since: Since }
  | {
      readonly gate: GateName;
      readonly mode?: Mode;
      readonly open: false;
      readonly reason: Reason;
      readonly since: Since;
    };
