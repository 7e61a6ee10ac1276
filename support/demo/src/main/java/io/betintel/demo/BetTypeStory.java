package io.betintel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.codec.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An unknown bet type, from its first event until it is enabled for the second time, told with the
 * operator's own commands. The events are real: the player receptions of one American football
 * match at three bookmakers.
 */
final class BetTypeStory implements Story {
  private static final Topics TOPICS = new Topics("replay.");
  private static final String BET_TYPE = "player_receptions";
  private static final String FILE = "nfl_player_props_us_american_2025-10-25_cut.json";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  // One event per bookmaker: DraftKings quotes four players, FanDuel five and BetRivers three, each
  // player over and under one number; all of DraftKings' and BetRivers' lines are FanDuel's too.
  private static final int EVENTS = 3;
  private static final int LINES = 5;
  private static final int BETS = 10;

  private final PrintStream out;
  private final List<String> broken = new ArrayList<>();
  private DemoRun run;

  BetTypeStory(PrintStream out) {
    this.out = out;
  }

  @Override
  public Topics topics() {
    return TOPICS;
  }

  @Override
  public int tell(DemoRun begun) throws IOException, InterruptedException {
    run = begun;
    out.println();
    out.println("An unknown bet type: " + BET_TYPE);
    out.println(
        "Real odds, feeds/" + FILE + ": one match of 26 October 2025, " + EVENTS + " bookmakers.");

    tell("Another team registers the symbol and its feed sends. This worker was built without it.");
    register();
    run.jar().run("feed", "import", "--odds-format", "american", run.feedFile(FILE).toString());
    Figures parked = awaitFigures("no_row", EVENTS, 0, 0);

    tell("The label and the catalogue row come by migration, switched off. Nothing is rebuilt.");
    execute("ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS '" + BET_TYPE + "'");
    execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('"
            + BET_TYPE
            + "', 'Player receptions', 'over_under')");
    awaitFigures("disabled", EVENTS, 0, 0);

    tell("$ ev-worker bet-types enable " + BET_TYPE + " --wait");
    out.print(run.jar().run("bet-types", "enable", BET_TYPE, "--wait"));
    awaitFigures("served", 0, BETS, LINES);
    showBest();

    tell("$ ev-worker bet-types disable " + BET_TYPE + " --wait");
    out.print(run.jar().run("bet-types", "disable", BET_TYPE, "--wait"));
    awaitFigures("disabled", 0, BETS, 0);

    tell("The feed keeps sending: its events wait. Rows in PostgreSQL stay, the cache is empty.");
    run.jar().run("feed", "import", "--odds-format", "american", run.feedFile(FILE).toString());
    awaitFigures("disabled", EVENTS, BETS, 0);

    tell("$ ev-worker bet-types enable " + BET_TYPE + " --wait");
    out.print(run.jar().run("bet-types", "enable", BET_TYPE, "--wait"));
    awaitFigures("served", 0, BETS, LINES);

    out.println();
    Counters counters = awaitReturned();
    promise("events that were sent", 2L * EVENTS, run.state().produced());
    promise("parked when they came", 2L * EVENTS, counters.ended("parked"));
    promise("returned", 2L * EVENTS, counters.sum("ev_parked_returned_total{", ""));
    promise(
        "returned and applied",
        EVENTS,
        counters.sum("ev_records_returned_total{", "outcome=\"applied\""));
    promise(
        "returned, the same quotes again",
        EVENTS,
        counters.sum("ev_records_returned_total{", "outcome=\"superseded\""));
    promise("broken", 0, counters.ended("dead_lettered"));
    promise("waited at first", EVENTS, parked.parked());
    out.println(
        broken.isEmpty()
            ? "Everything is as promised: nothing was lost, stored under another name, or shown while"
                + " it was off."
            : "NOT AS PROMISED: " + String.join("; ", broken));
    return broken.isEmpty() ? 0 : 1;
  }

  /** Returned events are in the hop topic; the market task may take a moment to apply them. */
  private Counters awaitReturned() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Counters counters = Counters.scrape(run.workerUrl().getPort());
    while (counters.sum("ev_records_returned_total{", "") < 2L * EVENTS
        && System.nanoTime() < end) {
      Thread.sleep(100);
      counters = Counters.scrape(run.workerUrl().getPort());
    }
    return counters;
  }

  private void tell(String what) {
    out.println();
    out.println(what);
  }

  private void register() throws IOException {
    try {
      NewerSchema.register(run.registry(), BET_TYPE);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the newer schema was not registered", e);
    }
  }

  private void execute(String sql) {
    run.state().execute(sql);
    out.println("  " + sql);
  }

  /** Prints the best bets of the events that had waited. */
  private void showBest() {
    run.state()
        .query(
            """
            SELECT description, outcome, point, best_book, best_price, 1 / fair_probability, best_ev
            FROM bets WHERE bet_type::text = '%s' AND best_ev IS NOT NULL
            ORDER BY best_ev DESC, line_id, outcome LIMIT 3
            """
                .formatted(BET_TYPE),
            row ->
                out.printf(
                    Locale.ROOT,
                    "    %-20s %-5s %4.1f at %-10s %5.2f   fair %5.2f   EV %+.1f %%%n",
                    row.getString(1),
                    row.getString(2),
                    row.getDouble(3),
                    row.getString(4),
                    row.getDouble(5),
                    row.getDouble(6),
                    100 * row.getDouble(7)));
  }

  private Figures awaitFigures(String state, long parked, long bets, long cached)
      throws IOException, InterruptedException {
    Figures promised = new Figures(state, parked, bets, cached);
    long end = System.nanoTime() + LONGEST.toNanos();
    Figures now = figures();
    while (!now.equals(promised) && System.nanoTime() < end) {
      run.requireWorker();
      now = figures();
    }
    show(now);
    if (!now.equals(promised)) {
      broken.add(now + " instead of " + promised);
    }
    return now;
  }

  private Figures figures() throws IOException, InterruptedException {
    JsonNode betType =
        new ObjectMapper()
            .readTree(run.jar().run("bet-types", "show", BET_TYPE, "--json"))
            .get("bet_type");
    return new Figures(
        betType.get("state").textValue(),
        betType.get("parked").longValue(),
        betType.get("bets").longValue(),
        betType.get("cached_lines").longValue());
  }

  private void show(Figures now) {
    out.printf(
        "  %-10s  parked, waiting %3d   rows in bets %3d   cached lines %3d%n",
        now.state(), now.parked(), now.bets(), now.cached());
  }

  private void promise(String what, long promised, long found) {
    out.printf("  %-32s %3d%s%n", what, found, found == promised ? "" : "  INSTEAD OF " + promised);
    if (found != promised) {
      broken.add(what + ": " + found + " instead of " + promised);
    }
  }

  /** The figures that {@code bet-types show} prints. */
  private record Figures(String state, long parked, long bets, long cached) {}
}
