package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.api.Description;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Sample;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.PricedLine;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Boards and live streams over HTTP, from a Redis that the real sink fills. */
@ExtendWith(LocalStackExtension.class)
final class LiveBoardIT {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<String, String> MANY = Map.of("EV_API_REQUESTS_PER_KEY", "200");
  private static final String[] AS_ADMIN = {"Authorization", "Bearer " + BoardServer.ADMIN.text()};

  private final LocalStack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Instant validUntil = Instant.now().plus(Duration.ofMinutes(20));
  private final List<LiveStream> streams = new ArrayList<>();
  @TempDir private Path directory;
  private BoardServer server;

  LiveBoardIT(LocalStack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void start() throws Exception {
    server =
        new BoardServer(
            stack.redis().url(),
            "board:" + COUNT.incrementAndGet(),
            directory,
            Map.of(),
            new LiveLimits(2, 2, 2, 2, 100_000, 1_000_000, 1_000, Duration.ofSeconds(3)));
    await().until(() -> server.heard().equals("receives changes"));
  }

  @AfterEach
  void stop() throws Exception {
    for (LiveStream stream : streams) {
      stream.close();
    }
    server.close();
  }

  @Test
  void streamBeginsWithWhatThereIsAndGoesOnWithWhatChangesInOrder() throws Exception {
    server.feed.write(line(TOTALS, "e1", 2.1), line(TOTALS, "e2", 2.2), line(POINTS, "p1", 2.3));
    LiveStream stream = live("?bet_type=totals", AS_ADMIN);
    await().until(() -> stream.story().contains("complete totals"));
    assertThat(stream.story().subList(0, 2)).containsExactly("opened", "reset totals");
    assertThat(stream.story().subList(2, 4)).containsExactlyInAnyOrder("line e1", "line e2");

    server.feed.write(line(TOTALS, "e1", 2.4));
    await().until(() -> stream.picture().containsValue(2.4));
    server.feed.write(withdrawn(TOTALS, "e2", 5.5), line(POINTS, "p1", 2.5));
    await().until(() -> stream.picture().size() == 1);
    assertThat(stream.story().subList(4, stream.story().size()))
        .containsExactly("complete totals", "line e1", "withdrawn e2");
    assertThat(stream.picture()).isEqualTo(Map.of("e1|totals||5.5|", 2.4));

    // And a line that nothing withdraws, since no worker runs any more.
    server.feed.write(open(TOTALS, "e3", 5.5, 2.1, NOW, Instant.now().plus(Duration.ofSeconds(2))));
    await().until(() -> stream.story().contains("line e3"));
    await().until(() -> stream.story().contains("withdrawn e3"));
  }

  @Test
  void boardShowsAllLinesOfABetType() throws Exception {
    server.feed.write(line(TOTALS, "e1", 2.1), line(POINTS, "p1", 2.3));

    String body = get("/v1/boards/totals", AS_ADMIN).body();
    JsonNode board = Json.MAPPER.readTree(body);
    Description.read().requireDescribed("/v1/boards/{bet_type}", 200, "application/json", body);
    assertThat(board.path("lines")).hasSize(1);
    assertThat(board.at("/lines/0/outcomes/0/offers/0/stake").asDouble()).isEqualTo(0.025);
    assertThat(get("/v1/boards/player_points", AS_ADMIN).statusCode()).isEqualTo(200);
    assertThat(get("/v1/boards/player_points").statusCode()).isEqualTo(404);
    assertThat(get("/v1/boards/totals?bet_type=totals").body()).contains("this route accepts none");
  }

  @Test
  void freeGetsItsSampleWithoutStakesOnTheBoardAndLive() throws Exception {
    server.feed.write(
        IntStream.range(0, 40)
            .mapToObj(i -> line(TOTALS, "e" + i, 2.1))
            .toArray(PricedLine[]::new));
    LiveStream free = live("");
    await().until(() -> free.story().contains("complete totals"));

    String board = get("/v1/boards/totals").body();
    Description.read().requireDescribed("/v1/boards/{bet_type}", 200, "application/json", board);
    List<String> shown = new ArrayList<>();
    Json.MAPPER
        .readTree(board)
        .path("lines")
        .forEach(each -> shown.add(each.path("line_id").asText()));
    assertThat(free.picture().keySet()).containsExactlyInAnyOrderElementsOf(shown);
    assertThat(shown).isNotEmpty().hasSizeLessThan(20).allMatch(new Sample(20)::contains);
    assertThat(board + free.events())
        .contains("\"percent\":20", "\"flags\"")
        .contains("\"stake\"", "\"kelly\"") // they follow from EV and price
        .doesNotContain("worst_case", "ev_by_method", "\"references\"", "\"method\"");
    assertThat(free.events().get(0).data().path("role").asText()).isEqualTo("free");
    // All are written once more: the stream brings no others.
    server.feed.write(
        IntStream.range(0, 40)
            .mapToObj(i -> line(TOTALS, "e" + i, 2.2))
            .toArray(PricedLine[]::new));
    await().until(() -> free.picture().values().stream().allMatch(price -> price == 2.2));
    assertThat(free.picture().keySet()).containsExactlyInAnyOrderElementsOf(shown);
  }

  @Test
  void streamClosesWithinASecondWhenItsBetTypeIsDisabledOrNoLongerOpened() throws Exception {
    server.feed.write(line(POINTS, "p1", 2.1));
    server.catalogue.open(POINTS, Role.FREE);
    LiveStream disabled = live("?bet_type=player_points", AS_ADMIN);
    LiveStream notOpened = live("?bet_type=player_points");
    await().until(() -> disabled.story().contains("complete player_points"));
    await().until(() -> notOpened.story().contains("complete player_points"));

    server.catalogue.open(POINTS, Role.BASIC);
    await().atMost(Duration.ofSeconds(1)).until(notOpened::ended);
    assertThat(notOpened.story()).endsWith("closed player_points");
    assertThat(disabled.ended()).isFalse();

    server.catalogue.disable(POINTS);
    await().atMost(Duration.ofSeconds(1)).until(disabled::ended);
    assertThat(disabled.story()).endsWith("closed player_points");
    assertThatThrownBy(() -> live("?bet_type=player_points", AS_ADMIN)).hasMessageContaining("404");
  }

  @Test
  void redisThatIsKilledAndComesBackEndsInTheRightPicture() throws Exception {
    server.feed.write(line(TOTALS, "e1", 2.1), line(TOTALS, "e2", 2.1));
    LiveStream stream = live("?bet_type=totals", AS_ADMIN);
    await().until(() -> stream.picture().size() == 2);

    stack.redis().kill();
    try {
      await().until(() -> stream.story().contains("waiting"));
      assertThat(get("/v1/boards/totals", AS_ADMIN))
          .satisfies(
              answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("5");
              });
      assertThatThrownBy(() -> live("?bet_type=totals")).hasMessageContaining("503 5");
    } finally {
      stack.redis().start();
    }
    int before = stream.story().lastIndexOf("waiting");
    await()
        .until(
            () -> stream.story().subList(before, stream.story().size()).contains("reset totals"));
    // Written while no client listened, or after: the end is the same.
    await().ignoreExceptions().until(() -> server.feed.write(line(TOTALS, "e3", 2.3)) >= 0);
    server.feed.write(withdrawn(TOTALS, "e1", 5.5));
    await().until(() -> stream.picture().containsKey("e3|totals||5.5|"));
    await().until(() -> !stream.picture().containsKey("e1|totals||5.5|"));
    assertThat(stream.ended()).isFalse();
  }

  @Test
  void rebuildIsToldAndBeginsAnew() throws Exception {
    server.feed.write(line(TOTALS, "e1", 2.1));
    LiveStream stream = live("?bet_type=totals", AS_ADMIN);
    await().until(() -> stream.picture().size() == 1);

    new CachedLines(server.redis, server.keys, Clock.systemUTC()).clearEverything();
    await().until(() -> stream.picture().isEmpty());
    server.feed.write(line(TOTALS, "e2", 2.2));
    await().until(() -> stream.picture().containsKey("e2|totals||5.5|"));
  }

  @Test
  void clientThatReadsNothingIsCutAndTheOthersGoOn() throws Exception {
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4_096);
      slow.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.uri("/").getPort()));
      slow.getOutputStream()
          .write(
              RawStream.asks(
                  "?bet_type=totals",
                  "Accept: text/event-stream",
                  "Authorization: Bearer " + BoardServer.ADMIN.text()));
      await().until(() -> server.meters.get("ev.api.streams").gauge().value() == 1);
      LiveStream good = live("?bet_type=totals", AS_ADMIN);
      await().until(() -> good.story().contains("complete totals"));

      // Until what the connection takes by itself, and what may wait, is full.
      AtomicInteger lines = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                server.feed.write(
                    IntStream.range(0, 500)
                        .mapToObj(i -> line(TOTALS, "e" + lines.getAndIncrement() % 2_000, 2.1))
                        .toArray(PricedLine[]::new));
                return server.meters.find("ev.api.streams.closed").tag("reason", "slow").counter()
                    != null;
              });
      await().until(() -> good.picture().size() == Math.min(2_000, lines.get()));
      assertThat(good.ended()).isFalse();
      // The slow one finds its connection cut once it reads.
      InputStream in = slow.getInputStream();
      assertThatThrownBy(
              () -> {
                while (in.read(new byte[65_536]) >= 0) {
                  // on to its end
                }
                throw new EOFException("cut");
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void oneStreamTooManyIsToldWhenToComeAgainAndGetsThePlaceOfOneThatWent() throws Exception {
    LiveStream first = live("", AS_ADMIN);
    live("", AS_ADMIN);
    assertThatThrownBy(() -> live("", AS_ADMIN)).hasMessageContaining("503 5");

    first.close();
    // The server notices when it has something to say.
    await()
        .ignoreExceptions()
        .until(
            () -> {
              server.feed.write(line(TOTALS, "e1", 2.1));
              return live("", AS_ADMIN) != null;
            });
  }

  /**
   * 200 at once, of whom nobody may take nothing for longer than half a second. Many wait for one
   * of four writers; what each is sent fits into its connection.
   */
  @Test
  void stormOfClientsIsServedAndNobodyIsCutAsSlow() throws Exception {
    int clients = 200;
    LiveLimits limits =
        new LiveLimits(
            clients, clients, clients, clients, 4_000_000, 1L << 30, 1_000, Duration.ofMillis(500));
    String namespace = "board:" + COUNT.incrementAndGet();
    List<Socket> sockets = new ArrayList<>();
    try (BoardServer busy =
        new BoardServer(stack.redis().url(), namespace, directory, MANY, limits)) {
      await().until(() -> busy.heard().equals("receives changes"));
      busy.feed.write(
          IntStream.range(0, 100)
              .mapToObj(i -> line(TOTALS, "e" + i, 2.1))
              .toArray(PricedLine[]::new));
      for (int i = 0; i < clients; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), busy.uri("/").getPort());
        sockets.add(socket);
        socket
            .getOutputStream()
            .write(RawStream.asks("?bet_type=totals", "X-Api-Key: " + BoardServer.ADMIN.text()));
      }

      for (Socket socket : sockets) {
        assertThat(RawStream.readTo(socket, "event: complete")).contains("event: line");
      }
      assertThat(busy.meters.get("ev.api.streams").gauge().value()).isEqualTo(clients);
      assertThat(busy.meters.find("ev.api.streams.closed").counter()).isNull();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** They end without a word, and nothing changes that the server would write to them. */
  @Test
  void slotsOfAbortedStreamsAreGivenBack() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (Socket aborted = new Socket()) {
        aborted.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.uri("/").getPort()));
        aborted.getOutputStream().write(RawStream.asks(""));
        RawStream.readTo(aborted, "event: complete"); // from then on nothing is written
        aborted.setSoLinger(true, 0); // a reset instead of an end
      }
    }
    assertThatThrownBy(() -> live("", AS_ADMIN)).hasMessageContaining("503 5");

    await().ignoreExceptions().until(() -> live("", AS_ADMIN) != null);
    assertThat(server.meters.get("ev.api.streams.closed").tag("reason", "client").counter().count())
        .isPositive();
  }

  /** One stream an address: of what the header says, the last entry is from our proxy. */
  @Test
  void addressBehindAProxyIsTheCallersOwn() throws Exception {
    LiveLimits limits =
        new LiveLimits(9, 9, 9, 1, 100_000, 1_000_000, 1_000, Duration.ofSeconds(3));
    String namespace = "board:" + COUNT.incrementAndGet();
    Map<String, String> proxy = Map.of("EV_API_PROXIES", "1");
    try (BoardServer behind =
        new BoardServer(stack.redis().url(), namespace, directory, proxy, limits)) {
      await().until(() -> behind.heard().equals("receives changes"));
      URI live = behind.uri("/v1/live");
      streams.add(LiveStream.open(http, live, "X-Forwarded-For", "198.51.100.7"));
      streams.add(LiveStream.open(http, live, "X-Forwarded-For", "198.51.100.8"));

      assertThatThrownBy(
              () -> LiveStream.open(http, live, "X-Forwarded-For", "203.0.113.9, 198.51.100.7"))
          .hasMessageContaining("429 5")
          .hasMessageContaining("1 live streams are open without a key from 198.51.100.7");
    }
  }

  @Test
  void whoWantsNoEventsOrMistypesIsToldSo() throws Exception {
    assertThat(get("/v1/live", "Accept", "application/json").statusCode()).isEqualTo(406);
    assertThat(get("/v1/live?type=totals").body()).contains("\"parameter\":\"type\"");
    assertThat(get("/v1/live?bet_type=player_points").statusCode()).isEqualTo(404);
    assertThat(get("/v1/live", "Authorization", "Bearer ev_nobody").statusCode()).isEqualTo(401);
  }

  @Test
  void pageIsServedWithoutAnythingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self'");
    assertThat(page.body())
        .contains("src=\"board/board.js\"")
        .doesNotContain("http://", "https://", "style=", "onclick");
    for (String file : List.of("board.js", "lines.js", "board.css", "board.svg")) {
      assertThat(get("/board/" + file).statusCode()).as(file).isEqualTo(200);
    }
    assertThat(get("/board/board.js").body()).doesNotContain("innerHTML", "insertAdjacentHTML");
  }

  private LiveStream live(String query, String... headers) throws Exception {
    LiveStream stream = LiveStream.open(http, server.uri("/v1/live" + query), headers);
    streams.add(stream);
    return stream;
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private PricedLine line(BetType betType, String event, double price) {
    return open(betType, event, 5.5, price, NOW, validUntil);
  }
}
