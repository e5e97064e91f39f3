import { connect } from 'node:net';

/** True when something at `host:port` answers an ApiVersions request, the first thing every Kafka client asks. */
export function kafkaAnswers(broker: string): Promise<boolean> {
  const [host = '', port = ''] = broker.split(':');
  const request = Buffer.from('0000000a00120000000000010000', 'hex');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) }, () => socket.write(request));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
