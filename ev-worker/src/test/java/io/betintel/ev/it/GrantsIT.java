package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.api.Description;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.StoredOdds;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.migrations.CommandGrants;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command of docs/grants.md as a role that has exactly what is documented, and as one that
 * lacks one of it.
 */
@ExtendWith(LocalStackExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class GrantsIT {
  private static final String ROLE = "ev_grants_it";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How each command is called, so that it succeeds with its rights. */
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("status", "status"),
          Map.entry("audit", "audit"),
          Map.entry("bet-types list", "bet-types list"),
          Map.entry("bet-types show", "bet-types show h2h"),
          Map.entry("bet-types check", "bet-types check"),
          Map.entry(
              "bet-types expect", "bet-types expect build:NAME:missing --because test --until 1h"),
          Map.entry("bet-types enable", "bet-types enable player_assists --wait 1s"),
          Map.entry("bet-types disable", "bet-types disable player_assists --wait 1s"),
          Map.entry("bet-types set", "bet-types set h2h title=TITLE --wait 1s"),
          Map.entry("bet-types rename", "bet-types rename h2h NAME --plan"), // which adds no NAME
          Map.entry("bet-types add --db", "bet-types add NAME --shape winner --db"),
          Map.entry("bet-types add --from-parked", "bet-types add --from-parked"),
          Map.entry("bet-types add --label-only", "bet-types add NAME --label-only"),
          Map.entry("lines republish", "lines republish --type h2h --wait 1s"),
          Map.entry("parked list", "parked list"),
          Map.entry("parked return", "parked return h2h"),
          Map.entry("parked purge", "parked purge zz_never --yes"),
          Map.entry("schemas repair", "schemas repair --plan"),
          Map.entry("sink rebuild postgres", "sink rebuild postgres"));

  private final LocalStack stack;
  private final String owner;
  private Installation installation;
  private int names;

  GrantsIT(LocalStack stack) {
    this.stack = stack;
    this.owner = stack.postgres().user();
  }

  @BeforeAll
  void prepare() throws Exception {
    installation = Installation.live(stack);
    installation.execute("CREATE ROLE ev_owner; CREATE ROLE %s LOGIN PASSWORD 'x'".formatted(ROLE));
    // One that check looks for in its days.
    installation.execute(
        "INSERT INTO bet_history (line_id, outcome, version, recorded_at, event_id, bet_type,"
            + " settings_version, market_time, valid_until)"
            + " VALUES ('x', 'x', 1, now(), 'x', 'Rogue', 1, now(), now())");
    installation.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    installation.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC");
    installation.execute("ALTER TYPE bet_type_enum OWNER TO ev_owner");
    installation.with("EV_POSTGRES_USER", ROLE).with("EV_POSTGRES_PASSWORD", "x");
  }

  @BeforeEach
  void takeEverything() throws Exception {
    for (String statement :
        List.of(
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %s",
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM %s",
            "REVOKE ALL ON SCHEMA public FROM %s",
            "REVOKE ev_owner FROM %s")) {
      installation.execute(statement.formatted(ROLE));
    }
  }

  @AfterAll
  void close() throws Exception {
    takeEverything();
    installation.execute("DROP ROLE " + ROLE);
    installation.execute("ALTER TYPE bet_type_enum OWNER TO " + owner);
    installation.execute("DROP ROLE ev_owner");
    installation.close();
  }

  @Test
  void aCommandHasExactlyItsRights() throws Exception {
    assertExactly("bet-types set");
  }

  static List<String> commands() {
    return CALLS.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  @Tag("full")
  void everyCommandHasExactlyItsRights(String command) throws Exception {
    assertExactly(command);
  }

  private void assertExactly(String command) throws Exception {
    List<String> rights = CommandGrants.sql(command, ROLE);
    for (String right : rights) {
      installation.execute(right);
    }
    CommandResult allowed = call(command, "");
    assertThat(allowed.err() + allowed.out())
        .as(command)
        .doesNotContain("GRANT", "permission denied");
    assertThat(allowed.exitCode()).as(command + allowed.err() + allowed.out()).isIn(0, 1);
    if (command.equals("parked purge")) {
      assertThat(allowed.out()).isEqualTo("3 parked events of zz_never are given up\n");
    }
    for (String right : rights) {
      installation.execute(revoking(right));
      CommandResult refused = call(command, right);
      assertThat(refused.exitCode()).as(command + " without " + right).isNotZero();
      assertThat(refused.err().replace("public.", "")).contains("  " + right + ";");
      installation.execute(right);
    }
  }

  /** Purge writes only then. It adds a row if none is left of the bet type. */
  private void letSomethingWait() throws Exception {
    String topic = installation.topics().parked();
    String id;
    try (Admin admin = installation.admin()) {
      id =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get()
              .topicId()
              .toString();
    }
    String of = "VALUES ('" + installation.applicationId() + "', '" + topic + "', 0, '";
    installation.execute(
        "INSERT INTO parked_tails (application, topic, partition, topic_id, next_offset) "
            + of
            + id
            + "', 0) ON CONFLICT DO NOTHING");
    installation.execute("DELETE FROM parked_positions WHERE bet_type = 'zz_never'");
    installation.execute(
        "INSERT INTO parked_positions (application, topic, partition, bet_type, next_offset,"
            + " waiting) "
            + of
            + "zz_never', 0, 3)");
  }

  /**
   * @param right what it is called for; one that only an option needs has a call with it
   */
  private CommandResult call(String command, String right) throws Exception {
    names++;
    if (command.equals("parked purge")) {
      letSomethingWait();
    }
    installation.execute(
        "UPDATE bet_types SET enabled = %s WHERE name = 'player_assists'"
            .formatted(command.endsWith("disable")));
    String words =
        command.equals("bet-types expect") && right.contains("DELETE")
            ? "bet-types expect build:NAME:missing --withdraw"
            : CALLS.get(command);
    CommandResult result =
        installation.run(
            words
                .replace("NAME", "zz_granted_" + names)
                .replace("TITLE", "Title" + names)
                .split(" ", -1));
    installation.execute("DELETE FROM parked_positions WHERE bet_type = 'zz_never'");
    return result;
  }

  private static String revoking(String grant) {
    return grant.replaceFirst("GRANT", "REVOKE").replaceFirst(" TO ", " FROM ");
  }

  /**
   * A worker that lacks a right is not ready, and says which; with all of them it does its work.
   */
  @Test
  @Tag("full")
  void theWorkerHasExactlyItsRights() throws Exception {
    List<String> parts = List.of("run --only stream", "run --only sinks", "run --only api");
    List<String> rights = new ArrayList<>();
    for (String part : parts) {
      rights.addAll(CommandGrants.sql(part, ROLE));
    }
    rights = rights.stream().distinct().toList();
    for (String right : rights) {
      installation.execute(right);
    }
    for (String right : rights) {
      installation.execute(revoking(right));
      assertThat(missing(parts)).as(right).containsExactly(right);
      installation.execute(right);
    }
    assertThat(missing(parts)).isEmpty();

    String last = "GRANT EXECUTE ON FUNCTION drop_bet_history_day(integer) TO " + ROLE;
    installation.execute(revoking(last));
    installation.with("EV_DRIFT_INTERVAL", "500ms");
    try (StoredOdds odds = new StoredOdds(installation)) { // before the sink has stored any line
      WorkerProcess worker = installation.start();
      await()
          .atMost(PATIENCE)
          .until(() -> worker.log().replace("public.", "").contains("tables, run: " + last));
      assertThat(worker.ready()).isFalse();
      installation.execute(last);
      worker.awaitReady();
      new Producers(installation).send(Producers.Choice.HOME, TwoMatches.of(odds, "soccer_epl"));
      // Assists are disabled: they are parked, which is written too. The day is housekeeping's.
      for (String table : List.of("bets", "bet_history", "parked_positions", "sink_offsets")) {
        await()
            .atMost(PATIENCE)
            .until(() -> !"0".equals(installation.query("SELECT count(*) FROM " + table)));
      }
      assertThat(worker.log().split("The database user has every right", 2)[1])
          .doesNotContain("permission denied", "must be owner");
    }
  }

  /**
   * Every right of {@code run} is needed: without it PostgreSQL refuses one of the statements that
   * a worker sent while it priced, parked, stored, kept lines without a label and cleaned up.
   */
  @Test
  @Tag("full")
  void theWorkerUsesEachOfItsRights(@TempDir Path directory) throws Exception {
    List<String> parts = List.of("run --only stream", "run --only sinks", "run --only api");
    List<String> rights =
        parts.stream().flatMap(part -> CommandGrants.sql(part, ROLE).stream()).distinct().toList();
    for (String right : rights) {
      installation.execute(right);
    }
    installation.execute("ALTER ROLE " + ROLE + " SET log_statement = 'all'");
    StatementLog log = new StatementLog(installation);
    NewKey key = NewKey.of("admin", Role.ADMIN);
    installation
        .with("EV_DRIFT_INTERVAL", "500ms")
        .with(
            "EV_API_KEYS",
            Files.writeString(directory.resolve("keys"), key.line() + "\n").toString());
    installation.execute("UPDATE bet_types SET enabled = name <> 'player_assists'");
    WorkerProcess worker = installation.startOnly("stream,sinks,api").awaitReady();
    OddsGenerator odds = new OddsGenerator(7, 40);
    Producers producers = new Producers(installation);
    producers.send(Producers.Choice.HOME, odds.disabled(20));
    try (Connection holder = installation.database()) {
      // A label goes while lines of it wait to be stored.
      holder.setAutoCommit(false);
      holder.createStatement().execute("LOCK TABLE bets IN SHARE MODE");
      producers.send(Producers.Choice.HOME, odds.events(400));
      await("published")
          .atMost(PATIENCE)
          .until(() -> worker.metric("ev_records_total", "bet_type=\"player_points\"") > 10);
      installation.execute(DatabaseFaults.DROP_LABEL + "'player_points'");
      holder.rollback();
      for (String table :
          List.of("bets", "bet_history", "parked_positions", "lines_without_label")) {
        await(table)
            .atMost(PATIENCE)
            .until(() -> !"0".equals(installation.query("SELECT count(*) FROM " + table)));
      }
    } finally {
      installation.execute("ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'player_points'");
    }
    ApiClient admin = new ApiClient(worker, Optional.of(key.text()), Description.read());
    String line = "/v1/lines/nothing%7Ch2h%7C%7C%7C"; // is looked for, and not found
    for (String path :
        List.of("/v1/bets", "/v1/events", "/v1/arbitrages", "/v1/middles", line + "/history")) {
      assertThat(admin.get(path).status()).as(path).isIn(200, 404);
    }
    worker.terminate(); // it takes its heartbeat away
    worker.exitCode();

    List<String> statements = log.statements();
    List<String> unneeded = new ArrayList<>();
    for (String right : rights) {
      installation.execute(revoking(right));
      if (statements.stream().noneMatch(this::isRefused)) {
        unneeded.add(right);
      }
      installation.execute(right);
    }
    installation.execute("TRUNCATE bets, events, sink_offsets"); // another test fills them
    assertThat(unneeded).isEmpty();
  }

  /** Whether the role may not do it; PostgreSQL checks that before it looks at a row. */
  private boolean isRefused(String statement) {
    String state = state(statement);
    if ("42725".equals(state)) { // a parameter may be of several types
      state = state(statement.replaceAll("\\$[0-9]+", "1"));
    }
    // A schema that may not be used is not in the search path.
    return state != null && List.of("42501", "42P01").contains(state);
  }

  /** The SQL state of its refusal; null if it is accepted. */
  private String state(String statement) {
    // With parameters as they are: the extended protocol wants values for them.
    try (Connection connection = connection("?preferQueryMode=simple")) {
      connection.createStatement().execute("EXPLAIN (GENERIC_PLAN) " + statement);
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private Connection connection(String options) throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl(installation.applicationId()) + options, ROLE, "x");
  }

  private List<String> missing(List<String> parts) throws SQLException {
    try (Connection connection = connection("")) {
      return CommandGrants.missing(connection, parts).stream()
          .map(statement -> statement.replace("public.", ""))
          .toList();
    }
  }
}
