import type { overview as english } from '../en/overview';
import type { Words } from '../words';

export const overview: Words<typeof english> = { title: 'Vue d’ensemble' };
