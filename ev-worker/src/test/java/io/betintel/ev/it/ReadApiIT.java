package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.api.Description;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.RolloutSteps;
import io.betintel.ev.harness.StoredOdds;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The read API of a worker that has neither Kafka nor a schema registry, on real tables. Every
 * answer is compared with the API's description.
 */
@ExtendWith(LocalStackExtension.class)
final class ReadApiIT {
  /** Its answer is a stream; see LiveBoardIT. */
  private static final String ENDLESS = "/v1/live";

  private static final Duration A_POLL = Duration.ofSeconds(5);
  private static final String SPORT = "americanfootball_nfl";
  private static final BetType ASSISTS = new BetType("player_assists");
  private static final BetType SPREADS = new BetType("spreads");

  /** Lines by a short name; a path carries them percent-encoded. */
  private static final Map<String, String> LINES =
      Map.of(
          "moneyline", "match-a%7Ch2h%7C%7C%7CBears%2FLions",
          "spread", "match-a%7Cspreads%7C%7C-3.5%7C",
          "points", "match-a%7Cplayer_points%7CDoe%7C20.5%7C",
          "assists", "match-a%7Cplayer_assists%7CDoe%7C4.5%7C");

  private static LocalStack stack;
  private static Installation installation;
  private static RolloutSteps catalogue;
  private static StoredOdds odds;
  private static WorkerProcess worker;
  private static final Map<Role, ApiClient> CLIENTS = new EnumMap<>(Role.class);

  @BeforeAll
  static void start(LocalStack shared, @TempDir Path directory) throws Exception {
    stack = shared;
    installation = Installation.of(stack);
    catalogue = new RolloutSteps(installation);
    catalogue.enable(true, List.of(ASSISTS)); // and opened to no role but admin
    odds = new StoredOdds(installation);
    odds.store(TwoMatches.of(odds, SPORT));
    RoleKeys keys = RoleKeys.write(directory.resolve("keys"));
    installation.with("EV_API_KEYS", keys.file().toString()).with("EV_API_SAMPLE_PERCENT", "50");
    worker =
        installation
            .startOnly("api", "EV_KAFKA_BOOTSTRAP_SERVERS", "EV_SCHEMA_REGISTRY_URL")
            .awaitReady();
    CLIENTS.putAll(keys.clients(worker));
  }

  @AfterAll
  static void end() {
    odds.close();
    catalogue.close();
    installation.close();
  }

  /** A number is how many the answer lists, three digits are its status. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # route                                      | free | basic | premium | admin
          /v1/bet-types                                |    3 |     3 |       4 |     5
          /v1/bets?suspect=include&sport=$SPORT        |    4 |    10 |      12 |    14
          /v1/bets?event=match-c                       |    0 |     2 |       2 |     2
          /v1/bets?bet_type=h2h&event=match-a&suspect=include | 2 | 2 |       2 |     2
          /v1/bets?bet_type=player_points&sport=$SPORT |  404 |   404 |       2 |     2
          /v1/bets?bet_type=player_assists&sport=$SPORT|  404 |   404 |     404 |     2
          /v1/bets?bet_type=h2h&bet_type=nonsense      |  404 |   404 |     404 |   404
          /v1/bets?sort=worst_case_ev&sport=$SPORT&suspect=include | 400 | 10 | 12 |  14
          /v1/bets?worst_case=true&bookmaker=draftkings&bet_type=h2h&event=match-a&suspect=include | 400 | 1 | 1 | 1
          /v1/bets?min_price=100                       |    0 |     0 |       0 |     0
          /v1/lines/$moneyline                         |    2 |     2 |       2 |     2
          /v1/lines/$spread                            |  404 |     2 |       2 |     2
          /v1/lines/$points                            |  404 |   404 |       2 |     2
          /v1/lines/$assists                           |  404 |   404 |     404 |     2
          /v1/lines/nothing                            |  404 |   404 |     404 |   404
          /v1/lines/$moneyline/history                 |  403 |     2 |       2 |     2
          /v1/lines/$points/history                    |  403 |   404 |       2 |     2
          /v1/lines/$assists/history                   |  403 |   404 |     404 |     2
          /v1/events?sport=$SPORT                      |    1 |     2 |       2 |     2
          /v1/events/match-a                           |    2 |     3 |       4 |     5
          /v1/events/match-c                           |  404 |     1 |       1 |     1
          /v1/arbitrages?suspect=include&sport=$SPORT  |    1 |     1 |       1 |     1
          /v1/arbitrages?min_profit=0.5                |    0 |     0 |       0 |     0
          /v1/middles?suspect=include&sport=$SPORT     |    0 |     1 |       1 |     1
          /v1/middles?max_cost=-0.5                    |    0 |     0 |       0 |     0
          /v1/low-holds?suspect=include&sport=$SPORT&max_hold=0.1 | 2 | 5 | 6 | 7
          /v1/low-holds?max_hold=1                     |  400 |   400 |     400 |   400
          /v1/promotions?promo=boost:0.3:max=25&bookmaker=draftkings&suspect=include&sport=$SPORT | 4 | 10 | 12 | 14
          /v1/promotions?promo=gift&bookmaker=draftkings |  400 | 400 | 400 | 400
          """)
  void roleSeesWhatIsOpenedToIt(String route, int free, int basic, int premium, int admin) {
    String path = route.replace("$SPORT", SPORT);
    for (Map.Entry<String, String> line : LINES.entrySet()) {
      path = path.replace("$" + line.getKey(), line.getValue());
    }
    Map<Role, Integer> seen = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      ApiClient.Answer answer = CLIENTS.get(role).get(path);
      seen.put(role, answer.status() == 200 ? answer.listed() : answer.status());
    }
    assertThat(seen)
        .isEqualTo(
            Map.of(Role.FREE, free, Role.BASIC, basic, Role.PREMIUM, premium, Role.ADMIN, admin));
  }

  @Test
  void unopenedBetTypeIsNamedNowhere() {
    for (Role role : List.of(Role.FREE, Role.BASIC, Role.PREMIUM)) {
      for (String path :
          List.of(
              "/v1/bet-types",
              "/v1/bets?limit=500&suspect=include",
              "/v1/events?limit=500",
              "/v1/events/match-a",
              "/v1/lines/" + LINES.get("moneyline"),
              "/v1/arbitrages?suspect=include",
              "/v1/middles?suspect=include")) {
        ApiClient.Answer answer = CLIENTS.get(role).get(path);
        assertThat(answer.status()).as(role + " " + path).isEqualTo(200);
        assertThat(answer.body()).as(role + " " + path).doesNotContain("player_assists");
      }
    }
    // The same paths name it to whom it is opened.
    for (String path : List.of("/v1/bet-types", "/v1/bets?limit=500", "/v1/events/match-a")) {
      assertThat(CLIENTS.get(Role.ADMIN).get(path).body()).as(path).contains("player_assists");
    }
  }

  @Test
  void freeSeesASampleWithoutItsReferencesAndSaysSo() {
    ApiClient.Answer bets = CLIENTS.get(Role.FREE).get("/v1/bets?suspect=include&sport=" + SPORT);
    assertThat(bets.json().at("/sample/percent").asInt()).isEqualTo(50);
    ApiClient.Answer line = CLIENTS.get(Role.FREE).get("/v1/lines/" + LINES.get("moneyline"));
    for (ApiClient.Answer answer : List.of(bets, line)) {
      assertThat(answer.body())
          .doesNotContain("worst_case", "by_method", "\"references", "\"method\"", "overround")
          .contains("suspect", "kelly", "stake");
    }
    assertThat(CLIENTS.get(Role.BASIC).get("/v1/lines/" + LINES.get("moneyline")).body())
        .contains("kelly", "stake", "worst_case_ev", "ev_by_method", "weight", "overround");
    assertThat(new ApiClient(worker, Optional.empty(), Description.read()).get("/v1/bets").body())
        .as("no key is free")
        .isEqualTo(CLIENTS.get(Role.FREE).get("/v1/bets").body());
  }

  /** With whatever the path names: each route knows its methods. */
  @Test
  void everyRouteAnswersHeadAsGetAndNamesItsMethods() {
    ApiClient client = CLIENTS.get(Role.FREE);
    for (String route : Description.read().paths()) {
      String path = route.replaceAll("\\{[^}]*\\}", "none");
      ApiClient.Answer deleted = client.send("DELETE", path);
      assertThat(deleted.status()).as(route).isEqualTo(405);
      assertThat(deleted.header("Allow")).as(route).isEqualTo("GET, HEAD");

      ApiClient.Answer head = client.send("HEAD", path);
      assertThat(head.body()).as(route).isEmpty();
      if (route.equals(ENDLESS)) {
        assertThat(head.status()).isEqualTo(200);
        continue;
      }
      ApiClient.Answer got = client.send("GET", path);
      assertThat(head.status()).as(route).isEqualTo(got.status());
      for (String header : List.of("Content-Type", "Cache-Control", "Retry-After")) {
        assertThat(head.header(header)).as(route + " " + header).isEqualTo(got.header(header));
      }
      // Only what must not be stored says so: errors, and streams.
      assertThat(got.header("Cache-Control"))
          .as(route)
          .isEqualTo(
              got.status() != 200
                  ? "no-store"
                  : route.startsWith("/v1/") ? "private, max-age=1" : "no-cache");
    }
  }

  @Test
  void mistypedKeyIsRefusedRatherThanFree() {
    ApiClient stranger = new ApiClient(worker, Optional.of("ev_nobody"), Description.read());

    ApiClient.Answer answer = stranger.get("/v1/bets");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body() + worker.log()).doesNotContain("ev_nobody");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  /** Lions: draftkings at 2.10 is the best, pinnacle at 1.95 the next, and then there is none. */
  @Test
  void noAnswerShowsABestPriceThatIsGone() throws Exception {
    String bets = "/v1/bets?event=match-gone";
    String line = "/v1/lines/match-gone%7Ch2h%7C%7C%7CBears%2FLions";
    ApiClient admin = CLIENTS.get(Role.ADMIN);
    odds.store(odds.moneyline(odds.event("match-gone", "gone"), "draftkings", 2.10, 1.80));
    try {
      assertThat(admin.get(bets).best("Lions")).isEqualTo("draftkings 2.1");

      odds.expire("match-gone", "draftkings");
      assertThat(admin.get(bets).best("Lions")).isEqualTo("pinnacle 1.95");
      assertThat(admin.get("/v1/events/match-gone").json().get("open_bets").asInt()).isEqualTo(2);
      assertThat(admin.get(line).body())
          .contains("\"best_price\":1.95")
          .doesNotContain("\"best_price\":2.1,", "\"top_price\":2.1,");

      odds.expire("match-gone", "pinnacle");
      assertThat(admin.get(bets).listed()).isZero();
      assertThat(admin.get("/v1/events/match-gone").status()).isEqualTo(404);
      assertThat(admin.get(line).json().get("status").asText()).isEqualTo("open");
      assertThat(admin.get(line).body()).doesNotContain("best_price", "top_price");
    } finally {
      installation.execute("DELETE FROM bets WHERE event_id = 'match-gone'");
      installation.execute("DELETE FROM events WHERE event_id = 'match-gone'");
    }
  }

  @Test
  void openingAndSwitchingOffActWithinAPoll() throws Exception {
    ApiClient basic = CLIENTS.get(Role.BASIC);
    String assists = "/v1/bets?bet_type=player_assists";
    installation.execute("UPDATE bet_types SET min_role = 'basic' WHERE name = 'player_assists'");
    await().atMost(A_POLL).until(() -> basic.get(assists).status() == 200);
    assertThat(basic.get(assists).listed()).isEqualTo(2);
    installation.execute("UPDATE bet_types SET min_role = 'admin' WHERE name = 'player_assists'");
    await().atMost(A_POLL).until(() -> basic.get(assists).status() == 404);

    String spread = "/v1/lines/" + LINES.get("spread");
    assertThat(basic.get("/v1/bets?limit=500").body()).contains("spreads");
    catalogue.enable(false, List.of(SPREADS));
    assertThat(basic.get(spread).status()).isEqualTo(404);
    assertThat(basic.get("/v1/bets?limit=500").body()).doesNotContain("spreads");
    catalogue.enable(true, List.of(SPREADS));
    assertThat(basic.get(spread).status()).isEqualTo(200);
  }

  /** By hand, whatever the rules say: the rows' value has no text then, or another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE FROM pg_enum WHERE enumlabel = 'player_points' | INSERT INTO pg_enum (oid, enumtypid, enumsortorder, enumlabel) SELECT oid, enumtypid, enumsortorder, enumlabel FROM saved_label
          ALTER TYPE bet_type_enum RENAME VALUE 'player_points' TO 'zz_points' | ALTER TYPE bet_type_enum RENAME VALUE 'zz_points' TO 'player_points'
          """)
  void aLabelThatIsTakenAwayTakesNoOtherBetTypeAway(String takeAway, String giveBack)
      throws Exception {
    ApiClient admin = CLIENTS.get(Role.ADMIN);
    String all = "/v1/bets?limit=500&suspect=include&sport=" + SPORT;
    assertThat(admin.get(all).listed()).isEqualTo(14);
    installation.execute(
        "CREATE TABLE saved_label AS SELECT oid, enumtypid, enumsortorder, enumlabel FROM pg_enum"
            + " WHERE enumlabel = 'player_points'");
    installation.execute(takeAway);
    try {
      // The two of player_points.
      await().atMost(A_POLL).until(() -> admin.get(all).status() == 200);
      await().atMost(A_POLL).until(() -> admin.get(all).listed() == 12);
      for (String path :
          List.of(
              "/v1/bet-types",
              "/v1/events",
              "/v1/events/match-a",
              "/v1/arbitrages",
              "/v1/middles",
              "/v1/lines/" + LINES.get("spread"),
              "/v1/boards/h2h")) {
        assertThat(admin.get(path).status()).as(path).isEqualTo(200);
      }
      for (String path :
          List.of(
              "/v1/bets?bet_type=player_points",
              "/v1/boards/player_points",
              "/v1/lines/" + LINES.get("points"))) {
        await(path).atMost(A_POLL).until(() -> admin.get(path).status() == 404);
      }

      new LostLabel(installation, "player_points")
          .isNamedByEveryCommand(
              takeAway.startsWith("DELETE")
                  ? "rows: player_points has rows in bets whose label was deleted"
                  : "rows: zz_points has rows in bets");
    } finally {
      installation.execute(giveBack);
      installation.execute("DROP TABLE saved_label");
    }
    await().atMost(A_POLL).until(() -> admin.get(all).listed() == 14);
  }

  @Test
  void pagesNeitherRepeatNorSkipABetThatDoesNotChange() {
    int matches = 20;
    List<SportingEvent> events = new ArrayList<>();
    List<MarketSnapshot> quotes = new ArrayList<>();
    for (int i = 0; i < matches; i++) {
      SportingEvent event = odds.event("page-" + i, "paging");
      events.add(event);
      quotes.addAll(odds.moneyline(event, "draftkings", 1.80 + i / 50.0, 1.80));
    }
    odds.store(quotes);

    for (String sort : List.of("ev", "price", "start", "worst_case_ev")) {
      Map<String, Integer> seen = new HashMap<>();
      String cursor = "";
      int page = 0;
      do {
        JsonNode answer =
            CLIENTS
                .get(Role.BASIC)
                .get("/v1/bets?sport=paging&suspect=include&limit=7&sort=" + sort + cursor)
                .json();
        for (JsonNode bet : answer.get("bets")) {
          seen.merge(
              bet.get("event_id").asText() + " " + bet.get("outcome").asText(), 1, Integer::sum);
        }
        cursor = answer.has("next_cursor") ? "&cursor=" + answer.get("next_cursor").asText() : "";
        page++;
        List<MarketSnapshot> moves = new ArrayList<>();
        for (int i = 1; i < matches; i += 2) { // the odd ones move to and fro
          double price = 1.80 + (i * 7 + page * 13) % matches / 50.0;
          moves.addAll(odds.moneyline(events.get(i), "draftkings", price, 1.80));
        }
        odds.store(moves);
      } while (!cursor.isEmpty());

      assertThat(page).as(sort).isGreaterThan(3);
      Map<String, Integer> unchanged = new TreeMap<>();
      for (int i = 0; i < matches; i += 2) {
        for (String outcome : List.of("Lions", "Bears")) {
          String bet = "page-" + i + " " + outcome;
          unchanged.put(bet, seen.getOrDefault(bet, 0));
        }
      }
      assertThat(unchanged).as(sort).hasSize(matches).values().containsOnly(1);
    }
  }

  @Test
  void everyParameterIsAValueAndDescribed() throws Exception {
    long before = installation.numbers("SELECT 'bets', count(*) FROM bets").get("bets");
    new HostileValues(CLIENTS.get(Role.ADMIN), Description.read(), ENDLESS).areOnlyValues();
    assertThat(installation.numbers("SELECT 'bets', count(*) FROM bets"))
        .containsEntry("bets", before);
  }

  @Test
  @Tag("full")
  void databaseThatIsAwayIsNoAnswerForAWhile() throws Exception {
    ApiClient basic = CLIENTS.get(Role.BASIC);
    stack.postgres().stop();
    try {
      await().atMost(Duration.ofSeconds(40)).until(() -> !worker.ready());
      assertThat(worker.readiness()).contains("api WAITING answers no queries");
      ApiClient.Answer answer = basic.get("/v1/bets");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
      assertThat(answer.body()).doesNotContain("jdbc").doesNotContain("127.0.0.1");
      assertThat(worker.status("/health/live")).isEqualTo(200);
    } finally {
      stack.postgres().start();
    }
    await().atMost(Duration.ofSeconds(40)).until(worker::ready);
    await().atMost(Duration.ofSeconds(10)).until(() -> basic.get("/v1/bets").status() == 200);
  }
}
