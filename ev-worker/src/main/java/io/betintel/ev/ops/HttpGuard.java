package io.betintel.ev.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Closes the connections of one HTTP server that hold what others need. Jetty's idle timeout alone
 * is not enough: one byte before it ends begins it again, and a client that reads its answer one
 * byte at a time keeps a thread.
 */
public final class HttpGuard extends Handler.Wrapper implements Connection.Listener {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String LASTING = HttpGuard.class.getName() + ".lasting";

  private final HttpLimits limits;
  private final Map<EndPoint, GuardedConnection> connections = new ConcurrentHashMap<>();
  private final Map<Reason, Counter> closed = new EnumMap<>(Reason.class);
  private final Duration look;

  /** Why a connection is closed. */
  enum Reason {
    /** A request's head took too long. */
    SLOW_REQUEST,
    /** The client took its answer too slowly. */
    SLOW_ANSWER,
    /** It was idle longest when there were too many. */
    MADE_ROOM,
    /** There were too many, and none was idle. */
    TOO_MANY
  }

  /**
   * @param server the label of the metrics
   */
  public HttpGuard(String server, HttpLimits limits, MeterRegistry registry) {
    this(server, limits, registry, LOOK);
  }

  /**
   * @param look how often the connections are looked at
   */
  HttpGuard(String server, HttpLimits limits, MeterRegistry registry, Duration look) {
    this.limits = limits;
    this.look = look;
    Gauge.builder("ev.http.connections", connections, Map::size)
        .description("Open connections of an HTTP server.")
        .tag("server", server)
        .register(registry);
    for (Reason reason : Reason.values()) {
      closed.put(
          reason,
          Counter.builder("ev.http.connections.closed")
              .description("Connections that an HTTP server closed to protect other clients.")
              .tags("server", server, "reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /**
   * A connector whose connections are guarded; the guard itself is one of the server's handlers.
   */
  public ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
    http.setRequestHeaderSize(HttpLimits.MOST_HEADER_BYTES);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(HttpLimits.IDLE.toMillis());
    connector.addEventListener(this);
    return connector;
  }

  /** The request's answer takes as long as it likes, such as a live stream. */
  public static void lasts(HttpServletRequest request) {
    request.setAttribute(LASTING, true);
  }

  /** Calls something once the request is over, however it ends. */
  public static void afterwards(HttpServletRequest request, Runnable call) {
    Request.addCompletionListener(
        ServletContextRequest.getServletContextRequest(request), failure -> call.run());
  }

  @Override
  public void onOpened(Connection connection) {
    GuardedConnection opened = new GuardedConnection(connection);
    connections.put(connection.getEndPoint(), opened);
    if (connections.size() > limits.connections()) {
      Optional<GuardedConnection> idle =
          connections.values().stream()
              .filter(each -> each != opened && each.isIdle())
              .min(Comparator.comparingLong(GuardedConnection::since));
      if (idle.isPresent()) {
        close(idle.get(), Reason.MADE_ROOM);
      } else {
        close(opened, Reason.TOO_MANY);
      }
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection.getEndPoint());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    GuardedConnection connection =
        connections.get(request.getConnectionMetaData().getConnection().getEndPoint());
    if (connection == null) { // closed meanwhile
      return super.handle(request, response, callback);
    }
    connection.began();
    Request.addCompletionListener(request, failure -> connection.ended());
    return super.handle(
        new Request.Wrapper(request) {
          @Override
          public Object setAttribute(String name, Object attribute) {
            if (name.equals(LASTING)) {
              connection.lasts();
            }
            return super.setAttribute(name, attribute);
          }
        },
        response,
        callback);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
  }

  private void lookLater() {
    var unused =
        getServer()
            .getScheduler()
            .schedule(
                () -> {
                  if (isRunning() || isStarting()) {
                    connections.values().forEach(this::look);
                    lookLater();
                  }
                },
                look.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void look(GuardedConnection connection) {
    if (connection.answersFor().compareTo(limits.answer()) > 0) {
      close(connection, Reason.SLOW_ANSWER);
    } else if (connection.readsHeadFor().compareTo(limits.head()) > 0) {
      close(connection, Reason.SLOW_REQUEST);
    }
  }

  private void close(GuardedConnection connection, Reason reason) {
    closed.get(reason).increment();
    connections.remove(connection.endPoint());
    switch (reason) {
      case SLOW_REQUEST -> connection.refuse("408 Request Timeout");
      case TOO_MANY -> connection.refuse("503 Service Unavailable\r\nRetry-After: 1");
      case SLOW_ANSWER, MADE_ROOM -> connection.close();
    }
  }
}
