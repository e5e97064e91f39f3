import { Type, type Static } from '@sinclair/typebox';

const limit = () => Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);

/** How many calls an account allows; null switches a limit off. */
export const LimitsSchema = Type.Object(
  {
    requestsPerMinute: limit(),
    ticketUpdatesPerMinute: limit(),
    updatesPerTicketPerTenMinutes: limit(),
    ticketCreatesPerMinute: limit(),
    userUpsertsPerSecond: limit(),
    updatesPerUserPerMinute: limit(),
    ticketListsPerMinute: limit(),
    deepTicketListsPerMinute: limit(),
    ticketDeletionsPerMinute: limit(),
    unattachedDownloadsPerMinute: limit(),
  },
  { additionalProperties: false },
);

/** The limits of an account. */
export type SandboxLimits = Static<typeof LimitsSchema>;

/** Names of the presets: plans of the price list, Zendesk's own sandbox accounts, and no limits at all. */
export const PLANS = [
  'team',
  'growth',
  'professional',
  'enterprise',
  'enterprise-plus',
  'high-volume',
  'sandbox',
  'unlimited',
] as const;

/** A preset of limits. */
export type Plan = (typeof PLANS)[number];

/** Calls a minute by plan: Zendesk facts, account limits (public rate limits page). */
const REQUESTS_PER_MINUTE: Readonly<Record<Exclude<Plan, 'unlimited'>, number>> = {
  team: 200,
  growth: 400,
  professional: 400,
  enterprise: 700,
  'enterprise-plus': 2500,
  'high-volume': 2500,
  sandbox: 700,
};

/** The limits that a plan comes with. */
export function limitsOf(plan: Plan): SandboxLimits {
  if (plan === 'unlimited') return unlimited();
  const highVolume = plan === 'high-volume';
  return {
    requestsPerMinute: REQUESTS_PER_MINUTE[plan],
    ticketUpdatesPerMinute: plan === 'sandbox' ? 20 : highVolume ? 300 : 100,
    updatesPerTicketPerTenMinutes: 30,
    ticketCreatesPerMinute: 300,
    userUpsertsPerSecond: 1,
    updatesPerUserPerMinute: 5,
    ticketListsPerMinute: plan === 'sandbox' ? 100 : null,
    deepTicketListsPerMinute: 50,
    ticketDeletionsPerMinute: 400,
    unattachedDownloadsPerMinute: 10,
  };
}

function unlimited(): SandboxLimits {
  return {
    requestsPerMinute: null,
    ticketUpdatesPerMinute: null,
    updatesPerTicketPerTenMinutes: null,
    ticketCreatesPerMinute: null,
    userUpsertsPerSecond: null,
    updatesPerUserPerMinute: null,
    ticketListsPerMinute: null,
    deepTicketListsPerMinute: null,
    ticketDeletionsPerMinute: null,
    unattachedDownloadsPerMinute: null,
  };
}
