package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.api.Description;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.StoredOdds;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** The read API with a database role and a Redis user of its own, which only read. */
@ExtendWith(LocalStackExtension.class)
final class ApiRoleIT {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Set<String> READ =
      Set.of(
          "bet_types",
          "bet_types_version",
          "events",
          "bets",
          "bet_history",
          "open_bets",
          "arbitrages",
          "middles");

  /** Roles and users belong to the whole server. */
  private static final String ROLE = "api-role-" + ProcessHandle.current().pid();

  private static Installation installation;

  @BeforeAll
  static void create(LocalStack stack) throws Exception {
    installation = Installation.of(stack);
    sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC"); // as it is from PostgreSQL 15 on
    sql("CREATE ROLE \"" + ROLE + "\" LOGIN PASSWORD 'hush'");
    CommandResult migrated = installation.commands().run("migrate", "--api-role", ROLE);
    assertThat(migrated.done().out()).contains(ROLE + " may read what the read API reads");
  }

  @AfterAll
  static void drop() throws Exception {
    try (RedisClient redis = installation.redis()) {
      command(redis, Command.ACL, "DELUSER", ROLE);
    }
    sql("DROP OWNED BY \"" + ROLE + "\"");
    sql("DROP ROLE \"" + ROLE + "\"");
    installation.close();
  }

  @Test
  void everyRouteIsAnsweredByAProcessThatCanOnlyRead(@TempDir Path directory) throws Exception {
    NewKey key = NewKey.of("admin", Role.ADMIN);
    Path keys = Files.writeString(directory.resolve("keys"), key.line() + "\n");
    try (StoredOdds odds = new StoredOdds(installation)) {
      odds.store(odds.moneyline(odds.event("match", "some_sport"), "draftkings", 2.10, 1.80));
    }
    redisUser();
    WorkerProcess worker =
        installation
            .with("EV_API_KEYS", keys.toString())
            .with("EV_API_POSTGRES_USER", ROLE)
            .with("EV_API_POSTGRES_PASSWORD", "hush")
            .with("EV_API_REDIS_USER", ROLE)
            .with("EV_API_REDIS_PASSWORD", "hush")
            .startOnly("api", "EV_POSTGRES_USER", "EV_POSTGRES_PASSWORD", "EV_SCHEMA_REGISTRY_URL")
            .awaitReady();

    Description description = Description.read();
    ApiClient admin = new ApiClient(worker, Optional.of(key.text()), description);
    String line = "match%7Ch2h%7C%7C%7CBears%2FLions";
    for (String route : description.paths()) {
      String path =
          route
              .replace("{event_id}", "match")
              .replace("{line_id}", line)
              .replace("{bet_type}", "h2h")
              .replace("/v1/promotions", "/v1/promotions?promo=boost:0.3&bookmaker=draftkings");
      // The board's own pages ask no server, and the live stream does not end.
      if (path.startsWith("/v1/") && !path.equals("/v1/live")) {
        assertThat(admin.get(path).status()).as(path).isEqualTo(200);
      }
    }
    assertThat(admin.get("/v1/lines/" + line).listed()).isEqualTo(2);
    assertThat(admin.get("/v1/lines/" + line + "/history").listed()).isEqualTo(2);
    // It listens for changes and follows the catalogue, but writes no heartbeat.
    assertThat(worker.readiness()).contains("api UP").doesNotContain("NOPERM");
    assertThat(installation.query("SELECT count(*) FROM worker_heartbeats")).isEqualTo("0");
    installation.run("bet-types", "disable", "h2h", "--wait").done();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get("/v1/lines/" + line).status() == 404);
    installation.run("bet-types", "enable", "h2h").done();
    worker.terminate();
    worker.exitCode();
    assertThat(worker.log()).doesNotContain("permission denied", "NOPERM", " ERROR ");
  }

  @Test
  void itWritesNoTableAndReadsNoOther() throws Exception {
    sql("CREATE TABLE of_a_later_release (secret text)");
    SortedSet<String> readable = new TreeSet<>();
    for (String relation : relations()) {
      if (allowed("SELECT FROM " + relation + " LIMIT 1")) {
        readable.add(relation);
      }
      String column = firstColumn(relation);
      for (String write :
          List.of(
              "INSERT INTO " + relation + " (" + column + ") VALUES (DEFAULT)",
              "UPDATE " + relation + " SET " + column + " = DEFAULT",
              "DELETE FROM " + relation,
              "TRUNCATE " + relation)) {
        // An identity refuses any other value before rights are looked at. A view that joins can be
        // written by nobody, which is said first.
        assertThat(refusal(write)).as(write).isIn(INSUFFICIENT_PRIVILEGE, "55000", "42809");
      }
    }
    assertThat(readable).isEqualTo(READ);
  }

  @Test
  void whatAMigrationReplacedIsReadableAfterTheNext() throws Exception {
    String middles = installation.query("SELECT pg_get_viewdef('middles'::regclass)");
    sql("DROP VIEW middles");
    sql("CREATE VIEW middles AS " + middles);
    sql("GRANT INSERT ON events TO \"" + ROLE + "\"");
    assertThat(allowed("SELECT FROM middles")).isFalse();

    installation.run("migrate", "--api-role", ROLE).done();

    assertThat(allowed("SELECT FROM middles")).isTrue();
    assertThat(allowed("INSERT INTO events (event_id) VALUES ('x')")).isFalse();
  }

  @Test
  void aRoleThatIsMissingOrOwnsTheTablesIsRefused() throws Exception {
    CommandResult missing = installation.run("migrate", "--api-role", "nobody_at_all");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("role nobody_at_all does not exist", "CREATE ROLE");

    String owner = installation.stack().postgres().user();
    CommandResult owns = installation.run("migrate", "--api-role", owner);
    assertThat(owns.exitCode()).isEqualTo(1);
    assertThat(owns.err()).contains("role " + owner + " owns the tables");
    assertThat(installation.query("SELECT count(*) FROM bet_types")).isNotEqualTo("0");
  }

  @Test
  void aRoleThatCouldStillDoMoreIsRefused() throws Exception {
    refusedWhile(
        "GRANT UPDATE (best_price) ON bets TO PUBLIC",
        "REVOKE UPDATE (best_price) ON bets FROM PUBLIC",
        "may still write bets");
    refusedWhile(
        "GRANT SELECT ON sink_offsets TO PUBLIC",
        "REVOKE SELECT ON sink_offsets FROM PUBLIC",
        "may still read sink_offsets");
    if (installation // PostgreSQL 13 has no such role
        .query("SELECT count(*) FROM pg_roles WHERE rolname = 'pg_write_all_data'")
        .equals("1")) {
      refusedWhile(
          "GRANT pg_write_all_data TO \"" + ROLE + "\"",
          "REVOKE pg_write_all_data FROM \"" + ROLE + "\"",
          "may still write");
    }
    refusedWhile(
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "may still create tables in schema public");
    refusedWhile(
        "ALTER ROLE \"" + ROLE + "\" CREATEROLE",
        "ALTER ROLE \"" + ROLE + "\" NOCREATEROLE",
        "NOCREATEROLE");
    installation.run("migrate", "--api-role", ROLE).done();
  }

  private static void refusedWhile(String granted, String revoked, String reason) throws Exception {
    sql(granted);
    CommandResult refused = installation.run("migrate", "--api-role", ROLE);
    sql(revoked);
    assertThat(refused.exitCode()).as(granted).isEqualTo(1);
    assertThat(refused.err()).contains(ROLE, reason);
  }

  /** The reader of the page on Redis, by another name, for a database that is not 0. */
  private static void redisUser() throws Exception {
    String rule =
        Files.readAllLines(Path.of("../docs/redis.md")).stream()
            .filter(each -> each.startsWith("ACL SETUSER bets-reader "))
            .findFirst()
            .orElseThrow();
    try (RedisClient redis = installation.redis()) {
      command(
          redis,
          Command.ACL,
          (rule.replace("bets-reader", ROLE).replace(">READER-PASSWORD", ">hush") + " +select")
              .substring("ACL ".length())
              .split(" "));
    }
  }

  private static void command(RedisClient redis, Command command, String... arguments) {
    redis.executeCommand(new CommandArguments(command).addObjects((Object[]) arguments));
  }

  private static boolean allowed(String statement) throws SQLException {
    String state = refusal(statement);
    assertThat(state).as(statement).isIn(null, INSUFFICIENT_PRIVILEGE);
    return state == null;
  }

  /** The SQL state that the role gets; null if it may. Whatever it changed is rolled back. */
  private static String refusal(String statement) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            installation.stack().postgres().jdbcUrl(installation.applicationId()), ROLE, "hush")) {
      connection.setAutoCommit(false);
      try {
        connection.createStatement().execute(statement);
        return null;
      } catch (SQLException e) {
        return e.getSQLState();
      } finally {
        connection.rollback();
      }
    }
  }

  private static List<String> relations() throws SQLException {
    return List.of(
        installation
            .query(
                "SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class"
                    + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')"
                    + " AND NOT relispartition")
            .split(","));
  }

  private static String firstColumn(String relation) throws SQLException {
    return installation.query(
        "SELECT attname FROM pg_attribute WHERE attnum = 1 AND attrelid = '"
            + relation
            + "'::regclass");
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = installation.database()) {
      connection.createStatement().execute(statement);
    }
  }
}
