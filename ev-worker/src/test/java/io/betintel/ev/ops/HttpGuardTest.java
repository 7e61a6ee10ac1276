package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow and hostile clients, by sockets, of a server that looks every 10 ms. */
@Timeout(60)
final class HttpGuardTest {
  /** More than any socket's buffers hold. */
  private static final int LARGE = 32 << 20;

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch release = new CountDownLatch(1);
  private Server server;

  @AfterEach
  void stop() throws Exception {
    release.countDown();
    server.stop();
  }

  @Test
  void headThatComesByteByByteIsAnswered408AndOthersAreServed() throws Exception {
    int port = start(new HttpLimits(100, SHORT, LONG));
    try (RawClient slow = new RawClient(port);
        RawClient good = new RawClient(port)) {
      slow.sendSlowly("GET /quick HTTP/1.1\r\nHost: a\r\nX-Padding: ", 'x');
      assertThat(good.get("/quick")).startsWith("HTTP/1.1 200");
      assertThat(slow.readToEnd()).startsWith("HTTP/1.1 408 Request Timeout");
      assertThat(good.get("/quick")).startsWith("HTTP/1.1 200"); // kept open, and not slow
    }
    assertThat(closed("slow_request")).isEqualTo(1);
  }

  @Test
  void clientThatDoesNotReadItsAnswerIsCutAndItsThreadIsFree() throws Exception {
    int port = start(new HttpLimits(100, LONG, SHORT));
    try (RawClient slow = new RawClient(port);
        RawClient lasting = new RawClient(port);
        RawClient good = new RawClient(port)) {
      lasting.send("GET /lasting HTTP/1.1\r\nHost: a\r\n\r\n");
      slow.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
      await().atMost(Duration.ofSeconds(30)).until(() -> closed("slow_answer") == 1);
      assertThat(good.get("/quick")).startsWith("HTTP/1.1 200");

      release.countDown(); // a stream is allowed to last
      assertThat(lasting.readAnswer()).startsWith("HTTP/1.1 200").endsWith("done");
    }
    assertThat(closed("slow_answer")).isEqualTo(1);
  }

  @Test
  void connectionThatIsIdleLongestMakesRoom() throws Exception {
    int port = start(new HttpLimits(2, LONG, LONG));
    try (RawClient idle = new RawClient(port);
        RawClient busy = new RawClient(port)) {
      assertThat(idle.get("/quick")).startsWith("HTTP/1.1 200");
      busy.send("GET /lasting HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> meters.get("ev.http.connections").gauge().value() == 2);
      try (RawClient third = new RawClient(port)) {
        assertThat(third.get("/quick")).startsWith("HTTP/1.1 200");
        assertThat(idle.readToEnd()).isEmpty();
        assertThat(closed("made_room")).isEqualTo(1);
      }
      release.countDown();
      assertThat(busy.readAnswer()).endsWith("done");
    }
  }

  @Test
  void connectionBeyondTheLimitIsRefusedWhileAllAreBusy() throws Exception {
    int port = start(new HttpLimits(1, LONG, LONG));
    try (RawClient busy = new RawClient(port)) {
      busy.send("GET /lasting HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> meters.get("ev.http.connections").gauge().value() == 1);
      busy.awaitHead();
      try (RawClient second = new RawClient(port)) {
        assertThat(second.readToEnd()).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
      }
      assertThat(closed("too_many")).isEqualTo(1);
      release.countDown();
      assertThat(busy.readAnswer()).endsWith("done");
    }
  }

  private double closed(String reason) {
    return meters.get("ev.http.connections.closed").tag("reason", reason).counter().count();
  }

  private int start(HttpLimits limits) throws Exception {
    HttpGuard guard = new HttpGuard("test", limits, meters, Duration.ofMillis(10));
    guard.setHandler(new Answers());
    server = new Server();
    server.setHandler(guard);
    ServerConnector connector = guard.connector(server, new HttpConfiguration(), "127.0.0.1", 0);
    server.addConnector(connector);
    server.start();
    return connector.getLocalPort();
  }

  /** {@code /quick}, {@code /large} and {@code /lasting}, which waits for the test. */
  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = Request.getPathInContext(request);
      byte[] answer = new byte[path.equals("/large") ? LARGE : 4];
      if (path.equals("/lasting")) {
        request.setAttribute(HttpGuard.class.getName() + ".lasting", true);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 4);
        try (Blocker.Callback first = Blocker.callback()) {
          response.write(false, ByteBuffer.wrap(new byte[0]), first);
          first.block();
        }
        release.await();
        answer = new byte[] {'d', 'o', 'n', 'e'};
      }
      response.write(true, ByteBuffer.wrap(answer), callback);
      return true;
    }
  }
}
