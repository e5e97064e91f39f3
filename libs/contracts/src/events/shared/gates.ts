import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../../envelope/cloud-event';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { Count, OneOf, Timestamp } from '../../schema/primitives';

/** The gates in the order in which they are asked: G1 to G6 by trigger-evaluator, then G7 and G8. */
export const GATES = [
  'account-known',
  'account-linked',
  'account-enabled',
  'network-policy',
  'organization-active',
  'trigger',
  'customer',
  'ticket',
] as const;

/** Name of a gate. */
export type GateName = (typeof GATES)[number];

/** Why a gate is shut. */
export const GATE_REASONS = [
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
  'customer-suspended',
  'customer-not-found',
  'customer-ambiguous',
  'ticket-deleted',
  'rejected-by-zendesk',
] as const;

/** Why a gate is shut. */
export type GateReason = (typeof GATE_REASONS)[number];

/** Schema of {@link Mode}. */
export const ModeSchema = OneOf(['A', 'B'], {
  description: "A: from the platform's interface, B: from the Zendesk interface",
});

/** A: from the platform's interface (T1). B: from the Zendesk interface (T4). */
export type Mode = 'A' | 'B';

/** Schema of {@link GateCause}. */
export const GateCauseSchema = Type.Union([EventRefSchema, Type.Object({ configVersion: Count })]);

/** What moved a gate last: an event, or a version of the organization's configuration. */
export type GateCause = DeepReadonly<Static<typeof GateCauseSchema>>;

/** Schema of {@link Gate}. */
export const GateSchema = Type.Object(
  {
    gate: OneOf(GATES),
    mode: Type.Optional(ModeSchema),
    open: Type.Boolean(),
    reason: Type.Optional(OneOf(GATE_REASONS)),
    since: Timestamp,
    cause: GateCauseSchema,
  },
  { description: 'One condition that must hold before anything leaves for Zendesk' },
);

/** One condition that must hold before anything leaves for Zendesk, with its state (X1). `reason` is there when it is shut. */
export type Gate = DeepReadonly<Static<typeof GateSchema>>;
