package io.betintel.demo;

import io.betintel.ev.cli.console.Screen.Size;
import io.betintel.ev.status.Answer;
import io.betintel.ev.status.DatabaseState.Bet;
import io.betintel.ev.status.KafkaState;
import io.betintel.ev.status.StatusReport;
import io.betintel.ev.status.WorkerCounters;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of the live demo, as a page for a window or as a line. It reads no clock. */
final class LivePage {
  static final String SIMULATED =
      "Real odds moved to now. The PRICE STEPS ARE SIMULATED, after moves that were measured in the"
          + " files.";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A window that has no room for them shows no figures instead. */
  private static final int FEWEST_BETS = 3;

  private final StatusReport report;
  private final LiveFeed.Progress feed;
  private final Moment moment;
  private final List<DemoAddress> addresses;

  LivePage(StatusReport report, Moment moment, List<DemoAddress> addresses) {
    this.report = report;
    this.feed = moment.feed();
    this.moment = moment;
    this.addresses = addresses;
  }

  /**
   * A page for a window: bets first, as many as fit beside every address. No line is longer than
   * the window is wide, and the page is lower than the window is high. In a window that is too low
   * for bets and addresses, counters go first, then the addresses at the end of the list, each
   * whole.
   */
  List<String> lines(Size size, Paint paint) {
    int rows = size.rows() - 1;
    List<String> lines = new ArrayList<>();
    lines.add(
        paint.head(
            clipped(
                "ev-worker live demo, " + TIME.format(report.at()) + " UTC. Ctrl-C ends all.",
                size)));
    Wrapped.text(SIMULATED, size.columns()).forEach(line -> lines.add(paint.doubtful(line)));
    List<String> counters = counters(size);
    List<String> reached = reached(addresses, size);
    int header = 1;
    int room = rows - lines.size() - header - reached.size();
    if (room - counters.size() < FEWEST_BETS) {
      counters = List.of();
    }
    for (int kept = addresses.size() - 1; room < FEWEST_BETS && kept > 0; kept--) {
      reached = some(kept, size);
      room = rows - lines.size() - header - reached.size();
    }
    List<String> bets = bets(Math.max(1, room - counters.size()), size, paint);
    lines.addAll(bets);
    lines.addAll(counters);
    lines.addAll(reached);
    return lines;
  }

  private List<String> counters(Size size) {
    String sent =
        format(
            "sent %d quotes, %d of them simulated, pass %d; %d not sent: unknown type",
            feed.sent(), feed.simulated(), feed.pass(), feed.notSent());
    return Stream.of(sent, countersText(), trafficText())
        .flatMap(text -> Wrapped.text(text, size.columns()).stream())
        .toList();
  }

  private List<String> some(int kept, Size size) {
    List<String> lines = new ArrayList<>(reached(addresses.subList(0, kept), size));
    lines.addAll(
        Wrapped.text(
            (addresses.size() - kept) + " more addresses in a higher window", size.columns()));
    return lines;
  }

  private static List<String> reached(List<DemoAddress> shown, Size size) {
    return Wrapped.lines(shown.stream().map(DemoAddress::text).toList(), size.columns(), "  ");
  }

  private static String clipped(String text, Size size) {
    return text.substring(0, Math.min(text.length(), size.columns()));
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
              BetTable.outcome(first),
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

  private List<String> bets(int most, Size size, Paint paint) {
    List<Bet> shown = best().stream().limit(most).toList();
    List<String> lines = new ArrayList<>(new BetTable(size.columns(), paint).lines(shown));
    if (shown.isEmpty()) {
      lines.add("no bet with value yet");
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

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
