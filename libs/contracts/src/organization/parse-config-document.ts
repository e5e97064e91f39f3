import { validate, type Validated } from '../parse/compiled-schema';
import { type OrganizationDocument, OrganizationDocumentSchema } from './document';

/** Reads a value of the config topic: `document-invalid` names every place that does not fit. */
export function parseConfigDocument(value: unknown): Validated<OrganizationDocument, 'document-invalid'> {
  return validate(OrganizationDocumentSchema, value, 'document-invalid');
}
