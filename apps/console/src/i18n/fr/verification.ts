import type { verification as english } from '../en/verification';
import type { Words } from '../words';

export const verification: Words<typeof english> = { title: 'Vérification' };
