import { notifications } from '@mantine/notifications';

/** Says for a moment that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', role: 'status' });
}
