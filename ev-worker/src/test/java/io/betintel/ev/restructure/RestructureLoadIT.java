package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.LonePgBouncer;
import io.betintel.localstack.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers and readers on a large table while its enum is changed, killed at each step and resumed,
 * between two periods in which nothing is changed; then the playbook's {@code ALTER COLUMN ...
 * TYPE} on the same table. {@code -Dev.it.rows} sets how many rows, {@code -Dev.it.control} the
 * seconds of each period; {@code -Dev.it.longest} the milliseconds that a transaction may take, on
 * a machine that has nothing else to do; {@code -Dev.it.verb} which of restructure, remove,
 * remove-into and adopt run, comma-separated: all by default.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class RestructureLoadIT {
  private static final int ROWS = Integer.getInteger("ev.it.rows", 200_000);
  private static final long CONTROL_MS = 1_000L * Integer.getInteger("ev.it.control", 10);
  private static final int LONGEST_MS = Integer.getInteger("ev.it.longest", Integer.MAX_VALUE);
  private static final Duration EVERY = Duration.ofMillis(10);
  private static final String FENCED = "player_rebounds";

  private final PostgresServer postgres;

  RestructureLoadIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void writersAndReadersGoOnAndThePlaybooksRewriteStopsThem(String verb) throws Exception {
    try (RestructureDatabase database =
        new RestructureDatabase(postgres, "restructure_load_" + verb.replace('-', '_'), ROWS)) {
      clientsGoOn(verb, database, database::connect);
    }
  }

  /** Their statements change sessions; the run has one of its own, at the server. */
  @ParameterizedTest
  @MethodSource("verbs")
  void clientsOfAPoolerInTransactionModeGoOnToo(String verb) throws Exception {
    String name = "restructure_pooled_" + verb.replace('-', '_');
    Path directory = Path.of(System.getProperty("ev.it.directory", "target/it"), "load-pooler");
    try (RestructureDatabase database = new RestructureDatabase(postgres, name, ROWS);
        LonePgBouncer pooler =
            LonePgBouncer.start(directory, postgres, Map.of(), "default_pool_size = 3")) {
      String url = pooler.server().jdbcUrl(name) + "?prepareThreshold=0";
      clientsGoOn(
          verb,
          database,
          () -> DriverManager.getConnection(url, postgres.user(), postgres.password()));
    }
  }

  static List<String> verbs() {
    String chosen = System.getProperty("ev.it.verb", "restructure,remove,remove-into,adopt");
    return List.of(chosen.split(",", -1));
  }

  private static void clientsGoOn(
      String verb, RestructureDatabase database, Clients.Connector connector) throws Exception {
    Kind kind = Kind.of(verb.replace("-into", ""));
    String table = kind == Kind.ADOPT ? "old_bets" : "bets";
    Request request = request(verb, kind, database);
    List<String> labels = request.target().labels();
    try (LockWaits waits = new LockWaits(database);
        Clients clients =
            new Clients(connector, table, labels, ROWS - 50, EVERY).writers(2).readers(2)) {
      Stalls control = control(clients, "before");
      waits.longest();
      Stalls changing = change(isFenced(verb), request, database, clients);
      String lockWait = waits.longest();
      control = control.and(control(clients, "after"));
      System.out.printf(
          Locale.ROOT,
          "%s of %d rows, killed at each step:%n  with    %s, %s%n  without %s%n"
              + "  fenced writes refused: %d, after the swap %d%n",
          verb,
          ROWS,
          changing,
          lockWait,
          control,
          clients.fenced(),
          clients.unknown());
      assertThat(clients.failures()).isEmpty();
      if (isFenced(verb)) {
        assertThat(clients.fenced()).isPositive();
      }
      assertThat(changing.longest()).isLessThanOrEqualTo(LONGEST_MS);
      if (kind == Kind.RESTRUCTURE) {
        waits.longest();
        rewrite(database);
        System.out.printf(
            "  the playbook's ALTER COLUMN ... TYPE: %s, %s; failed %d%n",
            clients.stalls(), waits.longest(), clients.failures().size());
      }
    }
    assertThat(database.query("SELECT count(*) FROM " + table + " WHERE line_id <> 'fenced'"))
        .containsExactly(Integer.toString(ROWS));
    assertThat(
            database.query(
                "SELECT count(*) FROM "
                    + table
                    + " WHERE bet_type::text <> ALL (ARRAY['"
                    + String.join("', '", labels)
                    + "'])"))
        .containsExactly("0");
  }

  private static Request request(String verb, Kind kind, RestructureDatabase database)
      throws SQLException {
    List<String> labels = database.labels();
    database.execute(
        "UPDATE bet_types SET enabled = false WHERE name IN ('spreads', '" + FENCED + "')");
    if (kind == Kind.ADOPT) {
      database.execute(
          "CREATE TABLE old_bets (LIKE bets INCLUDING ALL)",
          "ALTER TABLE old_bets ALTER bet_type TYPE varchar(40)",
          "INSERT INTO old_bets SELECT * FROM bets",
          "UPDATE old_bets SET bet_type = 'Totals' WHERE version % 50 = 0",
          "ANALYZE old_bets");
      return new Request(kind, "old_bets.bet_type", new Target(labels, Map.of("Totals", "totals")));
    }
    if (verb.equals("remove-into")) { // a quarter of the rows becomes another label
      return new Request(kind, "spreads", Target.without(labels, "spreads", "h2h"));
    }
    if (kind == Kind.REMOVE) {
      return new Request(kind, FENCED, Target.without(labels, FENCED, null));
    }
    List<String> reversed = new ArrayList<>(labels);
    Collections.reverse(reversed);
    reversed.removeAll(List.of(FENCED, "spreads"));
    return new Request(kind, "bet_type_enum", new Target(reversed, Map.of("spreads", "h2h")));
  }

  private static Stalls control(Clients clients, String when) throws InterruptedException {
    clients.stalls();
    Thread.sleep(CONTROL_MS);
    Stalls stalls = clients.stalls();
    System.out.println(when + ": " + stalls);
    return stalls;
  }

  /** Whether a label goes whose rows get no other. */
  private static boolean isFenced(String verb) {
    return verb.equals("restructure") || verb.equals("remove");
  }

  private static Stalls change(
      boolean fenced, Request request, RestructureDatabase database, Clients clients)
      throws Exception {
    Stalls all = Stalls.of(List.of());
    for (Step step : List.of(Step.COLUMN, Step.BACKFILL, Step.VALIDATE, Step.INDEX, Step.SWAP)) {
      try (RestructureDatabase.Run run = database.begin(new KillingWatch(database, step))) {
        assertThatThrownBy(() -> run.restructure().run(request, false))
            .isInstanceOf(SQLException.class);
      }
      all = all.and(said(clients, "killed at " + step.label()));
      if (step == Step.BACKFILL && fenced) {
        // Before the fence its row would be one without a place, and be refused as such.
        clients.sender(FENCED);
      }
    }
    Telling telling = new Telling(clients);
    try (RestructureDatabase.Run run = database.begin(telling)) {
      run.restructure().resume();
    }
    return all.and(telling.all).and(said(clients, "done"));
  }

  private static Stalls said(Clients clients, String when) {
    Stalls stalls = clients.stalls();
    System.out.println("  " + stalls + " until " + when);
    return stalls;
  }

  private static final class Telling extends SilentWatch {
    private final Clients clients;
    private Stalls all = Stalls.of(List.of());
    private long locked;

    Telling(Clients clients) {
      this.clients = clients;
    }

    @Override
    public void step(Step step) {
      if (step == Step.DONE) {
        System.out.printf(
            Locale.ROOT,
            "  the swap held its locks for %.1f ms%n",
            (System.nanoTime() - locked) / 1e6);
      }
      all = all.and(said(clients, step.label()));
    }

    @Override
    public void locked() {
      locked = System.nanoTime();
    }

    @Override
    public void waiting(String forWhat) {
      System.out.println("  waits: " + forWhat);
    }
  }

  /** What the playbook does, without the views that it fails at. */
  private static void rewrite(RestructureDatabase database) throws SQLException {
    String labels = "'" + String.join("', '", database.labels()) + "'";
    database.execute(
        "DROP VIEW arbitrages, middles, bet_offers, open_bets CASCADE",
        "CREATE TYPE bet_type_enum_new AS ENUM (" + labels + ")",
        "ALTER TABLE bets ALTER COLUMN bet_type TYPE bet_type_enum_new"
            + " USING bet_type::text::bet_type_enum_new",
        "ALTER TYPE bet_type_enum RENAME TO bet_type_enum_old",
        "ALTER TYPE bet_type_enum_new RENAME TO bet_type_enum");
  }
}
