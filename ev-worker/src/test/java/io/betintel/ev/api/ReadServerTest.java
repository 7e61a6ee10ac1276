package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Settings;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same for all routes. */
@Timeout(30)
class ReadServerTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();
  private Check database = Check.up("catalogue", "version 1");
  private ReadServer server = server(Map.of());

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /v1/nothing      | 404 | unknown path /v1/nothing; GET /openapi.yaml lists the"
            + " paths",
        "POST | /v1/quick        | 405 | POST is not accepted here, GET is",
        "GET  | /v1/broken       | 500 | /v1/broken failed; the worker's log has the reason",
        "GET  | /v1/echo/a%0ab   | 400 | the request cannot be understood: Suspicious Path"
            + " Character",
        "GET  | /v1/refused      | 503 | not now",
      })
  void refusalIsAProblem(String method, String path, int status, String detail) throws Exception {
    server.start();
    HttpResponse<String> response =
        http.send(
            request(server.port(), path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.MAPPER.readTree(response.body()).get("detail").asText()).isEqualTo(detail);
    assertThat(response.headers().firstValue("Retry-After"))
        .isEqualTo(status == 503 ? Optional.of("2") : Optional.empty());
  }

  @Test
  void headIsAnsweredAsGetWithoutABody() throws Exception {
    server.start();
    for (String path : List.of("/v1/quick", "/v1/nothing", "/openapi.yaml", "/")) {
      HttpResponse<String> get = get(path);
      HttpResponse<String> head =
          http.send(
              request(server.port(), path)
                  .method("HEAD", HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
      assertThat(head.body()).as(path).isEmpty();
      for (String header :
          List.of("Content-Type", "Content-Length", "Cache-Control", "Content-Security-Policy")) {
        assertThat(head.headers().allValues(header))
            .as(path + " " + header)
            .isEqualTo(get.headers().allValues(header));
      }
    }
  }

  /** By hand: the client refuses to send such an address. */
  @ParameterizedTest
  @CsvSource({
    "/v1/quick?a=5%,a is \"5%\"",
    "/v1/quick?b=1&a=%zz,a is \"%zz\"",
    "/v1/quick?%=5,% is \"5\"",
    "/v1/quick?a=%FF,a is \"%FF\""
  })
  void queryThatCannotBeDecodedIsRefused(String path, String what) throws Exception {
    server.start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(Json.MAPPER.readTree(answer.substring(answer.indexOf('{'))).get("detail").asText())
          .isEqualTo(what + ": percent-encoded UTF-8 is accepted: a % itself is written as %25");
    }
  }

  /** Whatever the parameter is called: a key that was sent in the wrong place is still a key. */
  @ParameterizedTest
  @CsvSource({
    "?api_key=KEY",
    "?apikey=hunter2",
    "?access_token=hunter2",
    "?k=KEY",
    "?KEY=1",
    "?api_key=KEY%25",
    "?api_key=hunter2%zz",
    "/KEY"
  })
  void noAnswerRepeatsAKey(String sent) throws Exception {
    server.start();
    String key = NewKey.of("ada", Role.ADMIN).text();
    String path = sent.startsWith("/") ? "/v1/nothing" + sent : "/v1/checked" + sent;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + path.replace("KEY", key)
                      + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 40").contains("***");
      assertThat(answer).doesNotContain(key, "hunter2");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer one, Authorization, Bearer two",
    "X-Api-Key, one, X-Api-Key, two",
    "Authorization, Bearer one, X-Api-Key, two",
    "Authorization, Basic eDp5, X-Api-Key, two"
  })
  void twoDifferentKeysAreRefused(String first, String one, String second, String other)
      throws Exception {
    server.start();
    HttpResponse<String> response =
        http.send(
            request(server.port(), "/v1/quick").header(first, one).header(second, other).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.MAPPER.readTree(response.body()).get("detail").asText())
        .isEqualTo(
            "two different keys: send one, as Authorization: Bearer KEY or as X-Api-Key: KEY");
  }

  /** An unknown one, as with a single header: 401. */
  @Test
  void sameKeyTwiceIsOneKey() throws Exception {
    server.start();
    HttpResponse<String> response =
        http.send(
            request(server.port(), "/v1/quick")
                .header("Authorization", "Bearer one")
                .header("X-Api-Key", "one")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
  }

  @Test
  void methodThatIsNotAcceptedIsToldWhichAre() throws Exception {
    server.start();
    HttpResponse<String> response =
        http.send(
            request(server.port(), "/v1/quick").DELETE().build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({"a%2Fb, a/b", "a%7C%257Cb, a|%7Cb", "a+b%20c, a+b c", "%C3%BC, ü"})
  void pathCarriesAnyIdPercentEncoded(String encoded, String id) throws Exception {
    server.start();
    assertThat(get("/v1/echo/" + encoded).body()).isEqualTo("\"" + id + "\"");
  }

  @Test
  void pageOfAnotherOriginMayReadOnlyIfItIsNamed() throws Exception {
    server = server(Map.of("EV_API_ORIGINS", "https://a.example.com,https://b.example.com"));
    server.start();
    for (Map.Entry<String, String> origin :
        Map.of("https://b.example.com", "https://b.example.com", "https://c.example.com", "")
            .entrySet()) {
      for (String method : List.of("GET", "OPTIONS")) {
        HttpResponse<String> response =
            http.send(
                request(server.port(), "/v1/quick")
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("Origin", origin.getKey())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin").orElse(""))
            .isEqualTo(origin.getValue());
      }
    }
  }

  @Test
  void answersAreNotKeptNorSniffedNorFramed() throws Exception {
    server.start();
    assertThat(get("/v1/quick").headers().map())
        .containsEntry("Cache-Control", List.of("private, max-age=1"))
        .containsEntry("Vary", List.of("Authorization, X-Api-Key, Origin"))
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry("Referrer-Policy", List.of("no-referrer"))
        .containsEntry(
            "Content-Security-Policy", List.of("default-src 'self'; frame-ancestors 'none'"));
  }

  @Test
  void requestsAreCountedByTheDeclaredRoute() throws Exception {
    server.start();
    get("/v1/echo/one");
    get("/v1/echo/two");
    get("/v1/nothing");
    server.close(); // then all are counted

    assertThat(count("/v1/echo/{id}", "2xx")).isEqualTo(2);
    assertThat(count("none", "4xx")).isEqualTo(1);
  }

  @Test
  void databaseThatIsAwayMakesItWait() {
    assertThat(server.check()).isEqualTo(Check.waiting("api", "not started"));
    server.start();
    assertThat(server.check().status()).isEqualTo(Check.Status.UP);
    database = Check.waiting("catalogue", "the database is away");
    assertThat(server.check())
        .isEqualTo(Check.waiting("api", "answers no queries: the database is away"));
  }

  private long count(String route, String status) {
    return meters
        .get("ev.api.requests")
        .tags("route", route, "role", "free", "status", status)
        .timer()
        .count();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(server.port(), path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private ReadServer server(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("EV_API_PORT", "0");
    ApiConfig config = ApiConfig.from(new Settings(all));
    Access access = new Access(config, () -> Catalogue.of(1, List.of()), meters);
    return new ReadServer(config, access, List.of(routes()), () -> database);
  }

  private Routes routes() {
    return new Routes() {
      @Override
      public void add(RoutesConfig routes) {
        routes.get("/v1/quick", request -> Json.answer(request, json -> json.writeString("quick")));
        routes.get(
            "/v1/echo/{id}",
            request -> {
              String id = Parameters.path(request, "id");
              Json.answer(request, json -> json.writeString(id));
            });
        routes.get(
            "/v1/checked",
            request -> {
              Parameters.none(request);
              Json.answer(request, json -> json.writeString("quick"));
            });
        routes.get(
            "/v1/refused",
            request -> {
              throw Problem.unavailable("not now", Duration.ofMillis(1001));
            });
        routes.get(
            "/v1/broken",
            request -> {
              throw new IllegalStateException("a test's");
            });
      }

      @Override
      public void stop() {
        // nothing runs by itself
      }
    };
  }
}
