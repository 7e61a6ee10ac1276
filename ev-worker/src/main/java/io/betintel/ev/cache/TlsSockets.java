package io.betintel.ev.cache;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Sockets whose TLS handshake is done before they are used. A Redis without TLS waits for the end
 * of a line that never comes: its client would time out later, and not say why.
 */
final class TlsSockets implements JedisSocketFactory {
  private static final int HANDSHAKE_MILLIS = 3_000;

  private final HostAndPort address;
  private final JedisSocketFactory sockets;

  TlsSockets(HostAndPort address, JedisClientConfig config) {
    this.address = address;
    this.sockets = new DefaultJedisSocketFactory(address, config);
  }

  @Override
  public Socket createSocket() {
    Socket socket = sockets.createSocket();
    try {
      if (socket instanceof SSLSocket tls) {
        int patience = tls.getSoTimeout();
        tls.setSoTimeout(HANDSHAKE_MILLIS);
        tls.startHandshake();
        tls.setSoTimeout(patience);
      }
      return socket;
    } catch (IOException e) {
      close(socket, e);
      throw new JedisConnectionException(
          e instanceof SocketTimeoutException
              ? address + " does not speak TLS, which rediss:// in EV_REDIS_URL asks for"
              : "TLS to " + address + " fails: " + e.getMessage());
    }
  }

  private static void close(Socket socket, IOException failure) {
    try {
      socket.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
