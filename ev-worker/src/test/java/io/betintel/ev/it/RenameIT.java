package io.betintel.ev.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.api.Description;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Commands;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Twins;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.migrations.CommandGrants;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** A bet type that is renamed under traffic ends as one that had the new name from the start. */
@ExtendWith(LocalStackExtension.class)
final class RenameIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OLD = Twins.SWITCHED;
  private static final String NEW = "zz_renamed";
  private static final String NEWER = "zz_renamed_again";
  private static final String ROLE = "ev_rename_it";

  @Test
  @Tag("full")
  void renamedUnderTrafficEndsAsItsControl(LocalStack stack, @TempDir Path directory)
      throws Exception {
    NewKey key = NewKey.of("admin", Role.ADMIN);
    try (Installation installation = installation(stack)) {
      installation.with(
          "EV_API_KEYS", Files.writeString(directory.resolve("keys"), key.line()).toString());
      WorkerProcess one = installation.startOnly("stream,sinks,api");
      WorkerProcess two = installation.start();
      one.awaitReady();
      two.awaitReady();
      List<MarketSnapshot> events = events(20261128, 1_500);

      Producers producers = new Producers(installation);
      int third = events.size() / 3;
      producers.sendAtOnce(events.subList(0, third), 250).get();
      grant(installation, stack.postgres().password());
      CompletableFuture<CommandResult> renaming = new CompletableFuture<>();
      Thread command =
          new Thread(() -> complete(renaming, installation.commands("EV_POSTGRES_USER", ROLE)));
      command.start();
      int sent = third;
      while (!renaming.isDone() && sent + 10 <= events.size()) {
        producers.send(Producers.Choice.ROUND_ROBIN, events.subList(sent, sent + 10));
        sent += 10;
      }
      CommandResult renamed = renaming.get().done();
      installation.execute("DROP OWNED BY " + ROLE + "; DROP ROLE " + ROLE);
      producers.send(Producers.Choice.KEY, events.subList(sent, events.size()));
      System.out.println(
          renamed.out()
              + installation.query(
                  "SELECT format('hold %s, move %s, rows %s', aliased_at - started_at, released_at -"
                      + " aliased_at, ended_at - released_at) FROM bet_type_renames"));

      assertThat(renamed.out()).contains("player_assists is zz_renamed; no event of either was");
      endsAsItsControl(installation);
      readersKnowBothNames(
          installation, new ApiClient(one, Optional.of(key.text()), Description.read()));
      // Each exact: of what was consumed, and of what came back.
      assertThat(both(one, two, "ev_records_consumed_total")).isEqualTo(events.size());
      assertThat(both(one, two, "ev_records_total")).isEqualTo(events.size());
      CatalogueRows catalogue = new CatalogueRows(installation);
      assertThat(both(one, two, "ev_records_returned_total"))
          .isEqualTo((double) (catalogue.returned(OLD) + catalogue.returned(NEW)))
          .isPositive();
      assertThat(both(one, two, "ev_records_renamed_total")).isPositive();
      assertThat(rename(installation, List.of()).done().out())
          .contains("player_assists is zz_renamed");
      installation.run("bet-types", "remove", OLD).done(); // the label of an alias is of no use
      assertThat(rename(installation, List.of()).done().out())
          .contains("player_assists is zz_renamed");
      assertThat(installation.run("bet-types", "show", OLD).out()).containsPattern("state +alias");
    }
  }

  @Test
  @Tag("full")
  void stoppedAfterEveryStepItGoesOn(LocalStack stack) throws Exception {
    try (Installation installation = installation(stack).with("EV_CATALOGUE_HEARTBEAT", "1s")) {
      WorkerProcess one = installation.start();
      one.awaitReady();
      installation.start().awaitReady();
      List<MarketSnapshot> events = events(7, 1_500);

      CompletableFuture<Void> sent = new Producers(installation).sendAtOnce(events, 60);
      awaitSent(installation, events.size() / 3);
      for (String step :
          List.of("rename-held", "rename-aliased", "rename-released", "rename-rows-moved")) {
        assertThat(rename(installation, List.of("-Dev.failpoint=" + step + ":1")).exitCode())
            .as(step)
            .isEqualTo(137);
        if (step.equals("rename-aliased")) { // its tasks move to the other one
          one.kill();
          installation.start().awaitReady();
        }
      }
      rename(installation, List.of()).done();
      sent.get();

      endsAsItsControl(installation);
    }
  }

  /** Events go on coming under each name that it ever had. */
  @Test
  @Tag("full")
  void renamedTwiceWithTheFirstLabelRemovedItEndsAsItsControl(LocalStack stack) throws Exception {
    try (Installation installation = installation(stack)) {
      installation.run("bet-types", "add", NEWER, "--shape", "over_under", "--db").done();
      installation.start().awaitReady();
      List<MarketSnapshot> events = new ArrayList<>();
      Random random = new Random(11);
      for (MarketSnapshot event : events(11, 900)) {
        boolean again = !event.betType().symbol().equals(Twins.CONTROL) && random.nextInt(4) == 0;
        events.add(again ? event.as(new BetType(NEWER)) : event);
      }
      Producers producers = new Producers(installation);
      int third = events.size() / 3;

      producers.sendAtOnce(named(events.subList(0, third), NEWER, OLD), 200).get();
      rename(installation, List.of()).done();
      installation.run("bet-types", "remove", OLD).done();
      CompletableFuture<Void> sent =
          producers.sendAtOnce(named(events.subList(third, 2 * third), NEWER, NEW), 100);
      installation.run("bet-types", "rename", NEW, NEWER).done();
      sent.get();
      installation.run("bet-types", "remove", NEW).done();
      producers.sendAtOnce(events.subList(2 * third, events.size()), 200).get();

      endsAsItsControl(installation, List.of(OLD, NEW), NEWER);
      assertThat(installation.run("bet-types", "rename", NEWER, OLD).err())
          .contains("player_assists is an alias of zz_renamed_again for ever: choose a third name");
      assertThat(installation.run("bet-types", "rename", OLD, "h2h").err())
          .contains("player_assists: alias. It is one of zz_renamed_again: rename that");
      assertThat(installation.run("bet-types", "list").out())
          .containsPattern("zz_renamed_again .*\\R  player_assists +alias.*\\R  zz_renamed +alias");
    }
  }

  /** A name that does not exist yet is sent as another. */
  private static List<MarketSnapshot> named(List<MarketSnapshot> events, String from, String to) {
    return events.stream()
        .map(event -> event.betType().symbol().equals(from) ? event.as(new BetType(to)) : event)
        .toList();
  }

  @Test
  void itGoesBackOrWaitsWhereAWorkerIsMissingAndRefusesAnotherRename(LocalStack stack)
      throws Exception {
    try (Installation installation = installation(stack)) {
      assertThat(installation.run("bet-types", "rename", OLD, "zz_missing").err())
          .contains("zz_missing: no_row. Add it first: ev-worker bet-types add zz_missing --shape");
      assertThat(installation.run("bet-types", "rename", OLD, NEW, "--plan").done().out())
          .contains("1  hold", "5  rows: 0 rows of bets");
      assertThat(rename(installation, List.of("-Dev.failpoint=rename-held:1")).exitCode())
          .isEqualTo(137);
      assertThat(installation.run("bet-types", "rename", Twins.CONTROL, "h2h").err())
          .contains("the rename of player_assists to zz_renamed is under way");
      installation.execute(
          "INSERT INTO worker_heartbeats (worker_id, catalogue_version, servable, build, host,"
              + " started_at, seen_at) VALUES ('w-old', 1, '{}', '0.0.9', 'there', now(), now())");

      CommandResult late = installation.run("bet-types", "rename", OLD, NEW, "--wait", "1s");
      assertThat(late.exitCode()).isEqualTo(1);
      assertThat(late.err())
          .contains("worker w-old on there is of the build 0.0.9", "The hold is ended");
      assertThat(installation.query("SELECT count(*) FROM bet_types WHERE held")).isEqualTo("0");
      assertThat(installation.run("bet-types", "rename", OLD, NEW, "--abort").err())
          .contains("no rename of player_assists to zz_renamed is under way");
      CommandResult earlier = installation.run("bet-types", "rename", OLD, NEW);
      assertThat(earlier.err()).contains("w-old", "which reads no alias");
      assertThat(installation.query("SELECT count(*) FROM bet_type_renames")).isEqualTo("0");
      installation.execute("DELETE FROM worker_heartbeats");

      CommandResult idle = installation.run("bet-types", "rename", OLD, NEW, "--wait", "1s");
      assertThat(idle.err())
          .contains("no live worker has the tasks of the partitions [0, 1, 2, 3, 4, 5]");
      assertThat(installation.run("bet-types", "rename", OLD, NEW, "--abort").err())
          .contains("player_assists is an alias of zz_renamed already");
      assertThat(installation.run("bet-types", "list").out())
          .containsPattern("zz_renamed +held.*\\R  player_assists +alias");
    }
  }

  private static Installation installation(LocalStack stack) throws Exception {
    Installation installation = Installation.of(stack).withFewerCommits();
    CatalogueRows catalogue = new CatalogueRows(installation);
    catalogue.enable(OLD);
    catalogue.enable(Twins.CONTROL);
    installation.run("bet-types", "add", NEW, "--shape", "over_under", "--db").done();
    return installation;
  }

  /** Those of the renamed one under its old name, then under the new one, then under either. */
  private static List<MarketSnapshot> events(long seed, int count) {
    Random random = new Random(seed);
    List<MarketSnapshot> events = new ArrayList<>();
    List<MarketSnapshot> twins = Twins.events(seed, 60, count);
    for (MarketSnapshot event : twins) {
      int part = 5 * events.size() / twins.size();
      boolean renamed = part == 4 ? random.nextBoolean() : part >= 2;
      events.add(
          event.betType().symbol().equals(OLD) && renamed ? event.as(new BetType(NEW)) : event);
    }
    return events;
  }

  private static CommandResult rename(Installation installation, List<String> jvmOptions)
      throws Exception {
    return installation.commands().run(jvmOptions, "bet-types", "rename", OLD, NEW);
  }

  private static void endsAsItsControl(Installation installation) throws Exception {
    endsAsItsControl(installation, List.of(OLD), NEW);
  }

  private static void endsAsItsControl(Installation installation, List<String> olds, String now)
      throws Exception {
    List<String> names = new ArrayList<>(olds);
    names.add(now);
    Twins twins = new Twins(installation, names, now);
    twins.awaitSettled();
    twins.assertAlike();
    assertThat(
            installation.numbers(
                "SELECT bet_type::text, count(*) FROM bets GROUP BY 1 HAVING bet_type::text IN ('"
                    + String.join("', '", olds)
                    + "')"))
        .isEqualTo(Map.of());
    assertThat(
            installation.query(
                "SELECT count(*) FROM bet_history h JOIN bet_type_renames r ON r.old_name = h.bet_type"
                    + " WHERE h.closed_at IS NOT NULL AND h.stored_at >= r.aliased_at AND EXISTS ("
                    + " SELECT FROM bets b WHERE b.closed_at IS NULL AND b.outcome = h.outcome AND"
                    + " b.line_id = replace(h.line_id, r.old_name, r.new_name))"))
        .as("lines whose history says that they ended with the rename")
        .isEqualTo("0");
    try (RedisClient redis = installation.redis()) {
      for (String old : olds) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(redis.keys("ev:v1:{" + old + ":*:line:*")).isEmpty());
      }
    }
    AuditRun.cleanAtRest(installation);
  }

  private static void complete(CompletableFuture<CommandResult> result, Commands commands) {
    try {
      result.complete(commands.run("bet-types", "rename", OLD, NEW));
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  /** Exactly the rights of the documents. */
  private static void grant(Installation installation, String password) throws Exception {
    installation.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + password + "'");
    installation.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC");
    for (String right : CommandGrants.sql("bet-types rename", ROLE)) {
      installation.execute(right);
    }
  }

  /** A line that was quoted under the old name, and is quoted under the new one. */
  private static void readersKnowBothNames(Installation installation, ApiClient api)
      throws Exception {
    String before =
        installation.query(
            "SELECT h.line_id FROM bet_history h JOIN bets b ON b.line_id = replace(h.line_id, '"
                + OLD
                + "', '"
                + NEW
                + "') AND b.outcome = h.outcome WHERE h.bet_type = '"
                + OLD
                + "' AND b.closed_at IS NULL AND h.closed_at IS NULL ORDER BY 1 LIMIT 1");
    String now = before.replace(OLD, NEW);
    String path = "/v1/lines/" + URLEncoder.encode(before, UTF_8).replace("+", "%20");
    assertThat(api.get(path).body())
        .isEqualTo(api.get(path.replace(OLD, NEW)).body())
        .contains("\"line_id\":\"" + now + "\"", "\"bet_type\":\"" + NEW + "\"");
    long versions =
        Long.parseLong(
            installation.query(
                "SELECT count(*) FROM bet_history WHERE line_id IN ('"
                    + before.replace("'", "''")
                    + "', '"
                    + now.replace("'", "''")
                    + "')"));
    String history = api.get(path + "/history?limit=500").body();
    assertThat(history.split("\"recorded_at\"", -1)).hasSize((int) versions + 1);
    assertThat(api.get("/v1/bets?bet_type=" + OLD).body())
        .isEqualTo(api.get("/v1/bets?bet_type=" + NEW).body());
    assertThat(api.get("/v1/boards/" + OLD).body()).startsWith("{\"bet_type\":\"" + NEW + "\"");
    assertThat(api.get("/v1/bet-types").body()).contains(NEW).doesNotContain(OLD);
  }

  private static void awaitSent(Installation installation, long count) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                installation.contents().ends(installation.topics().oddsEvents()).values().stream()
                        .mapToLong(end -> end)
                        .sum()
                    >= count);
  }

  private static double both(WorkerProcess one, WorkerProcess two, String metric) {
    return one.metric(metric) + two.metric(metric);
  }
}
