import { connect } from 'node:net';

/** Whether somebody accepts connections there within a second. */
export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (isThere: boolean) => () => {
      socket.destroy();
      settle(isThere);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
