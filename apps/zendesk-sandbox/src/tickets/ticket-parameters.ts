/** Keys of `ticket` that creation and update know (public OpenAPI file, and what recorded calls were allowed to send). */
const KNOWN = [
  'additional_collaborators',
  'additional_tags',
  'assignee_email',
  'assignee_id',
  'attribute_value_ids',
  'brand_id',
  'collaborator_ids',
  'collaborators',
  'comment',
  'custom_fields',
  'custom_status_id',
  'description',
  'due_at',
  'email_cc_ids',
  'email_ccs',
  'external_id',
  'fields',
  'follower_ids',
  'followers',
  'group_id',
  'macro_id',
  'macro_ids',
  'metadata',
  'organization_id',
  'priority',
  'problem_id',
  'raw_subject',
  'recipient',
  'remove_tags',
  'requester',
  'requester_id',
  'safe_update',
  'sharing_agreement_ids',
  'status',
  'subject',
  'submitter_id',
  'tags',
  'ticket_form_id',
  'type',
  'updated_stamp',
  'via',
  'via_followup_source_id',
  'via_id',
  'voice_comment',
] as const;

/** Keys of `ticket` at creation. */
export const CREATE_KEYS: ReadonlySet<string> = new Set(KNOWN);

/** Keys of `ticket` at an update, which may echo the ticket's own id and address. */
export const UPDATE_KEYS: ReadonlySet<string> = new Set([...KNOWN, 'id', 'url']);

/** Keys of `ticket.comment`. */
export const COMMENT_KEYS: ReadonlySet<string> = new Set([
  'author_id',
  'body',
  'html_body',
  'public',
  'uploads',
  'value',
  'type',
]);

/** Keys of `ticket.requester`. */
export const REQUESTER_KEYS: ReadonlySet<string> = new Set([
  'name',
  'email',
  'locale',
  'locale_id',
  'role',
  'organization_id',
  'external_id',
]);
