package io.betintel.ev.audit;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.SteadyClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at a whole installation, once. Workers may run meanwhile: it notes first how far everything
 * is, and does not judge what lies beyond.
 *
 * <p>Memory: a bit per offset of the input for each of six marks, two bytes per offset up to an
 * eighth of the heap, and the lines and quotes of one slice of the events in a quarter of it. A
 * slice that does not fit is split. The topics are read once for each slice.
 */
public final class Audit {
  /** What a row of {@code bets} takes, with its line's offers and quotes: the first guess. */
  private static final long BYTES_OF_A_ROW = 800;

  private static final Duration QUOTED_AHEAD = Duration.ofMinutes(5);

  private static final String ROWS = "SELECT count(*) FROM bets";

  private final AuditTargets targets;
  private final Clock clock;
  private final long budget;
  private final Consumer<String> progress;

  /**
   * @param progress takes a line of text every few seconds
   */
  public Audit(AuditTargets targets, Clock clock, Consumer<String> progress) {
    this(targets, clock, Runtime.getRuntime().maxMemory() / 4, progress);
  }

  /**
   * @param budget how many bytes the lines and quotes of one slice may take, by an estimate
   */
  Audit(AuditTargets targets, Clock clock, long budget, Consumer<String> progress) {
    this.budget = budget;
    this.targets = targets;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * @param since only events, rows and lines from then on are judged; empty for all that there is
   * @param mostOfAKind how many differences of each kind the report has
   * @throws CouldNotLookException if a server does not answer
   */
  public AuditReport run(Optional<Instant> since, int mostOfAKind) {
    Findings findings = new Findings(mostOfAKind);
    Instant at = clock.instant();
    try (TopicScan scan = new TopicScan(targets.kafka(), progress, SteadyClock.now())) {
      OpenTypes types =
          new OpenTypes(new CatalogueTable().read(targets.postgres()).catalogue(), at);
      Returned returned = Returned.read(scan, targets);
      AuditMoment moment = AuditMoment.of(scan, targets);
      AsideRecords aside = new AsideRecords(targets, moment, types, findings);
      aside.read(scan, returned);
      TopicSpan input =
          since
              .map(instant -> moment.odds().after(scan.since(moment.odds(), instant)))
              .orElse(moment.odds());
      SliceTags tags =
          new SliceTags(input.from(), Runtime.getRuntime().maxMemory() / 8 / Character.BYTES);
      AuditPass pass =
          new AuditPass(targets, scan, moment, aside, types, input, tags, since, at, progress);
      Deque<Slice> left = slices();
      int passes = 0;
      while (!left.isEmpty()) {
        Findings its = new Findings(mostOfAKind);
        try {
          if (passes + left.size() > 1) {
            progress.accept("pass " + (passes + 1) + " of " + (passes + left.size()));
          }
          pass.run(left.peek(), new Budget(budget), its, began(scan, moment, since));
          left.pop();
          passes++;
          findings.add(its);
        } catch (Budget.ExceededException e) {
          left = split(left);
        }
      }
      return findings.report(
          AuditScope.of(
              at,
              input.from(),
              ended(moment, input),
              began(scan, moment, since).get().isPresent(),
              passes));
    } catch (SQLException e) {
      throw new CouldNotLookException("PostgreSQL: " + DatabaseTrouble.describe(e), e);
    }
  }

  /** All of them: the next ones are not smaller. */
  private Deque<Slice> split(Deque<Slice> slices) {
    if (slices.peek().count() == Slice.MOST) {
      throw new CouldNotLookException(
          "one part of " + Slice.MOST + " of the events does not fit into the heap: raise -Xmx");
    }
    progress.accept("the lines and quotes do not fit into the heap at once: more passes");
    Deque<Slice> halves = new ArrayDeque<>();
    slices.forEach(
        slice -> {
          halves.add(slice.half(false));
          halves.add(slice.half(true));
        });
    return halves;
  }

  /** From when on each quote has its record: a quote may be a little ahead of its record. */
  private static Supplier<Optional<Instant>> began(
      TopicScan scan, AuditMoment moment, Optional<Instant> since) {
    return () ->
        Stream.concat(scan.beganByNow(moment.odds()).stream(), since.stream())
            .max(Comparator.naturalOrder())
            .map(instant -> instant.plus(QUOTED_AHEAD));
  }

  private static Map<Integer, Long> ended(AuditMoment moment, TopicSpan input) {
    Map<Integer, Long> ended = new HashMap<>(moment.taken());
    ended.keySet().retainAll(input.from().keySet());
    return ended;
  }

  private Deque<Slice> slices() throws SQLException {
    try (Connection connection = targets.postgres().getConnection();
        PreparedStatement select = connection.prepareStatement(ROWS);
        ResultSet row = select.executeQuery()) {
      row.next();
      long parts = 1 + row.getLong(1) * BYTES_OF_A_ROW / budget;
      int count = Integer.highestOneBit((int) Math.min(Slice.MOST, parts));
      Deque<Slice> slices = new ArrayDeque<>();
      for (int i = 0; i < count; i++) {
        slices.add(new Slice(i, count));
      }
      return slices;
    }
  }
}
