import { connect } from 'node:net';

/**
 * Asks a broker for its cluster's brokers (a Metadata request, version 4) and says whether one is there.
 * A port alone proves nothing: after a kill a node listens long before its old session has expired and it may serve again.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function kafkaAnswers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    /** @type {Buffer} */
    let received = Buffer.alloc(0);
    /** @param {boolean} answer */
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write(METADATA_REQUEST));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      finish(brokersIn(received) > 0);
    });
  });
}

const API_METADATA = 3;
const VERSION = 4;

const METADATA_REQUEST = (() => {
  const body = Buffer.alloc(15);
  body.writeInt16BE(API_METADATA, 0);
  body.writeInt16BE(VERSION, 2);
  body.writeInt32BE(1, 4); // correlation id
  body.writeInt16BE(-1, 8); // no client id
  body.writeInt32BE(0, 10); // no topics
  body.writeInt8(0, 14); // create none
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
})();

/** @param {Buffer} response size, correlation id, throttle time, then the array of brokers */
function brokersIn(response) {
  return response.length >= 16 ? response.readInt32BE(12) : 0;
}
