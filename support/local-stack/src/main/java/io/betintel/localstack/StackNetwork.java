package io.betintel.localstack;

import java.util.LinkedHashMap;
import java.util.Map;

/** What lies between a stack's servers and their clients: a {@link TcpProxy} before each. */
public final class StackNetwork implements AutoCloseable {
  private final Map<Server, TcpProxy> proxies = new LinkedHashMap<>();

  private StackNetwork() {}

  /**
   * @throws LocalStackException if a proxy cannot listen; then none does
   */
  public static StackNetwork of(LocalStack stack) {
    StackNetwork network = new StackNetwork();
    try {
      stack.servers().forEach(server -> network.proxies.put(server, server.proxy()));
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The proxy before one of the stack's servers. */
  public TcpProxy before(Server server) {
    return proxies.get(server);
  }

  /** A text, such as a URL, with the proxies' addresses in place of the servers'. */
  public String addressed(String text) {
    String addressed = text;
    for (Map.Entry<Server, TcpProxy> each : proxies.entrySet()) {
      addressed = addressed.replace(each.getKey().address(), each.getValue().address());
    }
    return addressed;
  }

  @Override
  public void close() {
    proxies.values().forEach(TcpProxy::close);
  }
}
