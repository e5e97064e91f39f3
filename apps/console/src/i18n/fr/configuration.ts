import type { configuration as english } from '../en/configuration';
import type { Words } from '../words';

export const configuration: Words<typeof english> = { title: 'Configuration' };
