package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.RawClient;
import io.betintel.ev.ops.Settings;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no well-meant client sends, by sockets, against the server as it is. */
@Timeout(60)
final class HostileClientsTest {
  @TempDir Path directory;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger answering = new AtomicInteger();
  private String key;
  private ReadServer server;

  @BeforeEach
  void start() throws IOException {
    NewKey made = NewKey.of("reader", Role.PREMIUM);
    key = made.text();
    Path keys = Files.writeString(directory.resolve("keys"), made.line() + "\n");
    ApiConfig config =
        ApiConfig.from(
            new Settings(
                Map.of(
                    "EV_API_PORT",
                    "0",
                    "EV_API_KEYS",
                    keys.toString(),
                    "EV_API_REQUESTS_PER_KEY",
                    "2")));
    Access access = new Access(config, () -> Catalogue.of(1, List.of()), meters);
    server = new ReadServer(config, access, List.of(routes()), () -> Check.up("catalogue", "1"));
    server.start();
  }

  @AfterEach
  void close() {
    answer.countDown();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "9000 characters of path, 414, malformed",
    "9000 characters of query, 414, malformed",
    "9000 characters of header, 431, malformed",
    "500 headers, 431, malformed",
    "a body, 413, body",
    "a body in pieces, 413, body",
    "no host, 400, malformed",
    "NUL in the path, 400, malformed",
    "a control character in a header, 400, malformed",
    "bytes that are no UTF-8, 400, ''",
    "half a surrogate pair, 400, ''",
    "a control character in the query, 400, ''",
    "no HTTP at all, 400, malformed",
    "a repeated length, 400, malformed",
  })
  void requestThatIsTooMuchOrNonsenseIsRefusedAndCounted(String what, int status, String reason)
      throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(request(what));
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 " + status + " ");
    }
    if (!reason.isEmpty()) {
      assertThat(refused(reason)).isEqualTo(1);
    }
    try (RawClient good = new RawClient(server.port())) {
      assertThat(good.get("/v1/echo?text=%C3%BC%F0%9F%8F%80")).startsWith("HTTP/1.1 200");
    }
  }

  private static String request(String what) {
    String host = " HTTP/1.1\r\nHost: a\r\n";
    String get = "GET /v1/echo" + host;
    return switch (what) {
      case "9000 characters of path" -> "GET /v1/" + "x".repeat(9000) + host + "\r\n";
      case "9000 characters of query" -> "GET /v1/echo?text=" + "x".repeat(9000) + host + "\r\n";
      case "9000 characters of header" -> get + "X-Api-Key: " + "x".repeat(9000) + "\r\n\r\n";
      case "500 headers" -> get + "X-A: some text of a header\r\n".repeat(500) + "\r\n";
      case "a body" -> get + "Content-Length: 1000000000\r\n\r\nx";
      case "a body in pieces" -> get + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n";
      case "no host" -> "GET /v1/echo HTTP/1.1\r\n\r\n";
      case "NUL in the path" -> "GET /v1/ec%00ho" + host + "\r\n";
      case "a control character in a header" -> get + "X-Api-Key: a\u0000b\r\n\r\n";
      case "bytes that are no UTF-8" -> "GET /v1/echo?text=%C3%28" + host + "\r\n";
      case "half a surrogate pair" -> "GET /v1/echo?text=%ED%A0%80" + host + "\r\n";
      case "a control character in the query" -> "GET /v1/echo?text=a%07b" + host + "\r\n";
      case "no HTTP at all" -> "\u0016\u0003\u0001\u0002\r\n\r\n";
      case "a repeated length" -> get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx";
      default -> throw new IllegalArgumentException(what);
    };
  }

  @Test
  void smallBodyIsIgnored() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET /v1/echo?text=a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
      assertThat(client.get("/v1/echo?text=b")).endsWith("\"b\"");
    }
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrderOneAtATime() throws IOException {
    String all = "";
    for (int i = 0; i < 100; i++) {
      all += "GET /v1/echo?text=" + i + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(all);
      for (int i = 0; i < 100; i++) {
        assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("\"" + i + "\"");
      }
    }
    assertThat(refused("requests")).isZero();
  }

  /** Two with a key at once, and eight of all callers without one. */
  @Test
  void callerThatAsksTooMuchAtOnceIsToldSoAndOthersAreAnswered() throws Exception {
    List<RawClient> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        waiting.add(ask("/v1/slow", key));
      }
      await().until(() -> answering.get() == 2);
      try (RawClient third = ask("/v1/slow", key)) {
        assertThat(third.readAnswer())
            .startsWith("HTTP/1.1 429 ")
            .contains("Retry-After: 1", "2 requests with this key are being answered");
      }
      assertThat(refused("requests")).isEqualTo(1);
      for (int i = 0; i < 8; i++) {
        waiting.add(ask("/v1/slow", ""));
      }
      await().until(() -> answering.get() == 10);
      try (RawClient ninth = ask("/v1/slow", "")) {
        assertThat(ninth.readAnswer())
            .startsWith("HTTP/1.1 429 ")
            .contains("8 requests without a key");
      }
      answer.countDown();
      for (RawClient client : waiting) {
        assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
      }
      try (RawClient again = ask("/v1/slow", key)) {
        assertThat(again.readAnswer()).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (RawClient client : waiting) {
        client.close();
      }
    }
  }

  /** A client that is gone gives its part back. */
  @Test
  void requestWhoseClientIsGoneCountsNoLonger() throws Exception {
    for (int round = 0; round < 5; round++) {
      try (RawClient client = ask("/v1/large", key)) {
        client.awaitHead();
      }
    }
    await()
        .untilAsserted(
            () -> {
              try (RawClient client = ask("/v1/echo?text=a", key)) {
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
              }
            });
  }

  private RawClient ask(String path, String with) throws IOException {
    RawClient client = new RawClient(server.port());
    client.send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: a\r\n"
            + (with.isEmpty() ? "" : "X-Api-Key: " + with + "\r\n")
            + "\r\n");
    return client;
  }

  private double refused(String reason) {
    return Optional.ofNullable(meters.find("ev.api.refused").tag("reason", reason).counter())
        .map(Counter::count)
        .orElse(0.0);
  }

  private Routes routes() {
    return new Routes() {
      @Override
      public void add(RoutesConfig routes) {
        routes.get(
            "/v1/echo",
            request -> {
              String text = new Parameters(request, Set.of("text")).text("text").orElse("");
              Json.answer(request, json -> json.writeString(text));
            });
        routes.get(
            "/v1/slow",
            request -> {
              answering.incrementAndGet();
              answer.await();
              Json.answer(request, json -> json.writeString("slow"));
            });
        routes.get(
            "/v1/large",
            request -> Json.answer(request, json -> json.writeString("x".repeat(32 << 20))));
      }
    };
  }
}
