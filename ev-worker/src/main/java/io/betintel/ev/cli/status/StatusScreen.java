package io.betintel.ev.cli.status;

import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.cli.console.Screen;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.restructure.UnderWay;
import io.betintel.ev.status.Answer;
import io.betintel.ev.status.DatabaseState;
import io.betintel.ev.status.Guard;
import io.betintel.ev.status.KafkaState;
import io.betintel.ev.status.StatusReport;
import io.betintel.ev.status.WorkerCounters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays a status report out for people. */
final class StatusScreen {
  private static final String RED = "\u001b[31m";

  private final boolean colours;

  /**
   * @param colours whether trouble is red
   */
  StatusScreen(boolean colours) {
    this.colours = colours;
  }

  List<String> lines(StatusReport report) {
    StringWriter text = new StringWriter();
    PrintWriter page = new PrintWriter(text);
    page.println("ev-worker status, " + report.at().truncatedTo(ChronoUnit.SECONDS));
    servers(page, report);
    if (report.kafka().up()) {
      topics(page, report);
    }
    if (report.postgres().up()) {
      workers(page, report.postgres().value().workers());
      betTypes(page, report);
      restructure(page, report.postgres().value().restructure());
    }
    if (report.worker() != null && report.worker().up()) {
      counters(page, report.worker().value());
    }
    if (report.postgres().up()) {
      best(page, report.postgres().value().best());
    }
    page.flush();
    return text.toString().lines().toList();
  }

  private void servers(PrintWriter page, StatusReport report) {
    TextTable table = new TextTable("SERVER", "STATE", "ADDRESS", "");
    for (Answer<?> answer : report.answers()) {
      String detail = answer.up() ? "" : answer.trouble();
      if (answer.up() && answer.equals(report.registry())) {
        detail = "odds events: schema version " + answer.value();
      } else if (answer.up() && answer.equals(report.api())) {
        detail = "bet types without a key: " + answer.value();
      }
      table.row(answer.server(), answer.up() ? "up" : "AWAY", answer.address(), detail);
    }
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    List<String> lines = text.toString().lines().toList();
    page.println();
    page.println(lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      boolean red = colours && !report.answers().get(i - 1).up();
      page.println(red ? RED + lines.get(i) + Screen.PLAIN : lines.get(i));
    }
  }

  private static void topics(PrintWriter page, StatusReport report) {
    TextTable topics = new TextTable("TOPIC", "PARTITIONS", "RECORDS", "END OFFSETS", "PER SECOND");
    for (KafkaState.Topic topic : report.kafka().value().topics()) {
      if (topic.partitions() == 0) {
        topics.row(topic.name(), "missing: run ev-worker topics", "", "", "");
        continue;
      }
      String rate =
          report.rate(topic.name()).stream()
              .mapToObj(r -> format("%.1f", r))
              .findFirst()
              .orElse("-");
      topics.row(
          topic.name(),
          Integer.toString(topic.partitions()),
          Long.toString(topic.records()),
          Long.toString(topic.end()),
          rate);
    }
    print(page, topics);
    TextTable consumers = new TextTable("CONSUMER GROUP", "READS", "BEHIND");
    for (KafkaState.Consumer consumer : report.kafka().value().consumers()) {
      String lag = consumer.lag() == null ? "has read nothing yet" : consumer.lag().toString();
      if (consumer.onTheHop() != null && consumer.onTheHop() > 0) {
        lag += ", " + consumer.onTheHop() + " of them on the hop";
      }
      consumers.row(consumer.group(), consumer.topic(), lag);
    }
    print(page, consumers);
    TextTable guards = new TextTable("SAFE BY", "NOW", "DO");
    for (Guard guard : report.kafka().value().guards()) {
      guards.row(guard.name(), guard.value(), guard.remedy() == null ? "" : guard.remedy());
    }
    print(page, guards);
  }

  private static void workers(PrintWriter page, List<Heartbeat> workers) {
    TextTable table = new TextTable("WORKER", "BUILD", "CATALOGUE", "STARTED", "SEEN");
    for (Heartbeat worker : workers) {
      table.row(
          worker.worker(),
          worker.build(),
          "version " + worker.version(),
          worker.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          span(worker.seenAgo()) + " ago");
    }
    if (workers.isEmpty()) {
      table.row("none", "", "", "", "");
    }
    print(page, table);
  }

  private static void betTypes(PrintWriter page, StatusReport report) {
    DatabaseState database = report.postgres().value();
    Map<String, Long> cached = report.redis().value();
    TextTable table =
        new TextTable(
            "BET TYPE (catalogue version " + database.catalogueVersion() + ")",
            "STATE",
            "OPEN TO",
            "BETS",
            "CACHED LINES");
    for (DatabaseState.BetTypeRow row : database.betTypes()) {
      table.row(
          row.name(),
          row.served().label(),
          row.minRole() == null ? "-" : row.minRole(),
          Long.toString(row.bets()),
          cached == null ? "?" : cached.getOrDefault(row.name(), 0L).toString());
    }
    print(page, table);
  }

  private static void restructure(PrintWriter page, UnderWay underWay) {
    if (underWay == null) {
      return;
    }
    page.println();
    page.println("UNDER WAY: " + underWay.describe());
    page.println(
        "  It goes on with ev-worker bet-types restructure --resume; --abort takes it back.");
  }

  private static void counters(PrintWriter page, WorkerCounters counters) {
    page.println();
    page.println(
        format(
            "The worker consumed %d = applied %d + superseded %d + parked %d + dead-lettered %d;"
                + " it published %d lines.",
            counters.consumed(),
            counters.applied(),
            counters.superseded(),
            counters.parked(),
            counters.deadLettered(),
            counters.lines()));
  }

  private static void best(PrintWriter page, List<DatabaseState.Bet> best) {
    TextTable table =
        new TextTable(
            "BEST BETS", "STARTS", "TYPE", "BET", "BOOK", "PRICE", "FAIR", "EV", "STAKE", "AGE");
    for (DatabaseState.Bet bet : best) {
      table.row(
          bet.event(),
          bet.commenceTime().truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z"),
          bet.betType(),
          bet.point() == null ? bet.outcome() : bet.outcome() + " " + bet.point(),
          bet.bookmaker(),
          format("%.2f", bet.price()),
          format("%.2f", bet.fairPrice()),
          format("%.2f%%", 100 * bet.ev()) + (bet.suspect() ? " suspect" : ""),
          format("%.2f%%", 100 * bet.stake()),
          bet.age() == null ? "" : span(bet.age()));
    }
    if (best.isEmpty()) {
      table.row("none with a positive EV", "", "", "", "", "", "", "", "", "");
    }
    print(page, table);
  }

  private static void print(PrintWriter page, TextTable table) {
    page.println();
    table.print(page);
  }

  private static String span(Duration span) {
    return span.toMinutes() < 2
        ? format("%.1f s", span.toMillis() / 1e3)
        : span.toMinutes() + " min";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
