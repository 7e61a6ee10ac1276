package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Settings;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests while the server stops. */
@Timeout(30)
final class ReadServerStopTest {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ReadServer server = server();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void requestThatIsBeingAnsweredIsFinishedAndNoOtherIsAccepted() throws Exception {
    server.start();
    int port = server.port();
    CompletableFuture<HttpResponse<String>> slow =
        http.sendAsync(request(port, "/v1/slow").build(), HttpResponse.BodyHandlers.ofString());
    asked.await();

    Thread closing = new Thread(server::close);
    closing.start();
    stopping.await(); // by then the port is closed, and the kernel is about to know
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class));
    answer.countDown();

    assertThat(slow.get().statusCode()).isEqualTo(200);
    assertThat(slow.get().body()).isEqualTo("\"slow\"");
    closing.join();
  }

  /** Connections that were open before: one that is answered just before it stops is closed. */
  @Test
  void requestWhileStoppingIsToldToAskAgain() throws Exception {
    server.start();
    CompletableFuture<HttpResponse<String>> slow =
        http.sendAsync(
            request(server.port(), "/v1/slow").build(), HttpResponse.BodyHandlers.ofString());
    asked.await();
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        open.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        assertThat(answer(open.get(i))).startsWith("HTTP/1.1 200 ");
      }
      Thread closing = new Thread(server::close);
      closing.start();
      stopping.await();
      String refused = "";
      for (int i = 0; i < open.size() && !refused.startsWith("HTTP/1.1 503 "); i++) {
        refused = answer(open.get(i));
      }

      assertThat(refused)
          .startsWith("HTTP/1.1 503 ")
          .contains("application/problem+json", "Retry-After: 1", "Cache-Control: no-store")
          .contains("this worker stops: ask again, and another one answers");
      assertThat(meters.get("ev.api.refused").tag("reason", "stopping").counter().count())
          .isEqualTo(1);
      answer.countDown();
      closing.join();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    assertThat(slow.get().statusCode()).isEqualTo(200);
  }

  /** Head and body of one answer; what there is if the connection ends. */
  private static String answer(Socket socket) throws Exception {
    socket
        .getOutputStream()
        .write("GET /v1/quick HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      read.write(next);
      String head = read.toString(StandardCharsets.UTF_8);
      if (head.endsWith("\r\n\r\n")) {
        String length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return head + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
      }
    }
    return read.toString(StandardCharsets.UTF_8); // closed
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private ReadServer server() {
    ApiConfig config = ApiConfig.from(new Settings(Map.of("EV_API_PORT", "0")));
    Access access = new Access(config, () -> Catalogue.of(1, List.of()), meters);
    return new ReadServer(
        config, access, List.of(routes()), () -> Check.up("catalogue", "version 1"));
  }

  private Routes routes() {
    return new Routes() {
      @Override
      public void add(RoutesConfig routes) {
        routes.get("/v1/quick", request -> Json.answer(request, json -> json.writeString("quick")));
        routes.get(
            "/v1/slow",
            request -> {
              asked.countDown();
              answer.await();
              Json.answer(request, json -> json.writeString("slow"));
            });
      }

      @Override
      public void stop() {
        stopping.countDown();
      }
    };
  }
}
