package io.betintel.demo;

import io.betintel.ev.cli.console.Screen.Size;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.status.Answer;
import io.betintel.ev.status.DatabaseState.Bet;
import io.betintel.ev.status.KafkaState;
import io.betintel.ev.status.StatusReport;
import io.betintel.ev.status.WorkerCounters;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of the live demo, as a page for a window or as a line. */
final class LivePage {
  static final String SIMULATED =
      "Real odds moved to now. The PRICE STEPS ARE SIMULATED, after moves that were measured in the"
          + " files.";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST_BETS = 10;
  private static final int LONGEST_EVENT = 34;

  private final StatusReport report;
  private final LiveFeed.Progress feed;
  private final Moment moment;
  private final List<String> addresses;

  LivePage(StatusReport report, Moment moment, List<String> addresses) {
    this.report = report;
    this.feed = moment.feed();
    this.moment = moment;
    this.addresses = addresses;
  }

  /** A page for a window; a low window gets fewer bets, so that the rest fits. */
  List<String> lines(Size size) {
    List<String> below = new ArrayList<>();
    below.add("");
    below.add(sentText());
    below.add(countersText());
    below.add(trafficText());
    below.add("");
    below.addAll(addresses);
    below.add("");
    below.add("Ctrl-C ends everything.");
    List<String> lines = new ArrayList<>();
    lines.add("ev-worker live demo, " + TIME.format(report.at()) + " UTC");
    lines.add(SIMULATED);
    lines.add("");
    int room = size.rows() - 1 - lines.size() - below.size() - 1;
    lines.addAll(bets(Math.max(3, Math.min(MOST_BETS, room))));
    lines.addAll(below);
    return lines;
  }

  /** A line for a log: the progress and the best bet. */
  String line() {
    List<Bet> best = best();
    String bet = "none yet";
    if (!best.isEmpty()) {
      Bet first = best.get(0);
      bet =
          format(
              "%s, %s, %s at %s %.2f, fair %.2f, EV %.1f%%, %.0f s old",
              first.event(),
              first.betType(),
              outcome(first),
              first.bookmaker(),
              first.price(),
              first.fairPrice(),
              100 * first.ev(),
              first.age().toMillis() / 1e3);
    }
    return TIME.format(report.at())
        + "  "
        + sentText()
        + "; "
        + countersText()
        + "; "
        + trafficText()
        + "; bets shown "
        + best.size()
        + ", best (simulated steps): "
        + bet;
  }

  private List<String> bets(int most) {
    TextTable table =
        new TextTable(
            "BEST BETS NOW (simulated steps)",
            "TYPE",
            "OUTCOME",
            "BOOK",
            "PRICE",
            "FAIR",
            "EV",
            "AGE");
    for (Bet bet : best().stream().limit(most).toList()) {
      table.row(
          bet.event().length() > LONGEST_EVENT
              ? bet.event().substring(0, LONGEST_EVENT)
              : bet.event(),
          bet.betType(),
          outcome(bet),
          bet.bookmaker(),
          format("%.2f", bet.price()),
          format("%.2f", bet.fairPrice()),
          format("%.1f%%", 100 * bet.ev()) + (bet.suspect() ? " suspect" : ""),
          age(bet.age()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (lines.size() == 1) {
      lines.add("none yet");
    }
    return lines;
  }

  private String sentText() {
    return format(
        "sent %d quotes, %d of them at a simulated price (pass %d through the files; %d not sent: the"
            + " schema lacks their bet type)",
        feed.sent(), feed.simulated(), feed.pass(), feed.notSent());
  }

  private String countersText() {
    Answer<WorkerCounters> worker = moment.worker();
    if (!worker.up()) {
      return "the worker: " + worker.trouble();
    }
    WorkerCounters counters = worker.value();
    return format(
        "consumed %d%s applied %d + superseded %d + parked %d + dead-lettered %d; lines %d",
        counters.consumed(),
        moment.settled() ? " =" : ", others are on the way, ended:",
        counters.applied(),
        counters.superseded(),
        counters.parked(),
        counters.deadLettered(),
        counters.lines());
  }

  private String trafficText() {
    if (!report.kafka().up()) {
      return "Kafka: " + report.kafka().trouble();
    }
    return format(
        "%s quotes/s in, %s lines/s out; behind: %s",
        rate(LiveStory.TOPICS.oddsEvents()),
        rate(LiveStory.TOPICS.lines()),
        report.kafka().value().consumers().stream()
            .map(consumer -> consumer.group() + " " + lag(consumer))
            .collect(Collectors.joining(", ")));
  }

  private String rate(String topic) {
    return report.rate(topic).stream()
        .mapToObj(perSecond -> format("%.0f", perSecond))
        .findFirst()
        .orElse("-");
  }

  private List<Bet> best() {
    return report.postgres().up() ? report.postgres().value().best() : List.of();
  }

  private static String lag(KafkaState.Consumer consumer) {
    return consumer.lag() == null ? "-" : consumer.lag().toString();
  }

  private static String outcome(Bet bet) {
    return bet.point() == null ? bet.outcome() : bet.outcome() + " " + bet.point();
  }

  private static String age(Duration age) {
    return format("%d s", age.toSeconds());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
