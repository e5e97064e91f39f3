import type { CustomerView } from '@parley/contracts';

/** What a customer is called where there is room for one thing: the name, else the e-mail, else undefined. */
export function customerName({ fields }: Pick<CustomerView, 'fields'>): string | undefined {
  return [fields['name'], fields['email']].find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}
