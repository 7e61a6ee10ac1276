package io.betintel.ev.audit;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.priced.PricedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks at a whole installation, once. Workers may run meanwhile: it notes first how far everything
 * is, and does not judge what lies beyond.
 *
 * <p>Memory: a bit per offset of the input for each of six marks, and the lines and quotes of one
 * slice of the events; there are so many slices that one has about {@value #LINES_AT_ONCE} rows of
 * {@code bets}. The topics are read once for each slice.
 */
public final class Audit {
  /** Rows of {@code bets} in one slice: with ten bookmakers about 200 MB of lines and quotes. */
  static final int LINES_AT_ONCE = 200_000;

  private static final int MOST_SLICES = 256;

  private static final Duration QUOTED_AHEAD = Duration.ofMinutes(5);

  private static final String ROWS =
      "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'bets'::regclass";

  private final AuditTargets targets;
  private final Clock clock;
  private final Consumer<String> progress;

  /**
   * @param progress takes a line of text every few seconds
   */
  public Audit(AuditTargets targets, Clock clock, Consumer<String> progress) {
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
    try (TopicScan scan = new TopicScan(targets.kafka(), progress)) {
      OpenTypes types =
          new OpenTypes(new CatalogueTable().read(targets.postgres()).catalogue(), at);
      AuditMoment moment = AuditMoment.of(scan, targets);
      AsideRecords aside = new AsideRecords(targets, moment, types, findings);
      aside.read(scan);
      TopicSpan input =
          since
              .map(instant -> moment.odds().after(scan.since(moment.odds(), instant)))
              .orElse(moment.odds());
      Optional<Instant> began = began(scan, moment, since);
      int passes = passes();
      for (int i = 0; i < passes; i++) {
        Slice slice = new Slice(i, passes);
        if (passes > 1) {
          progress.accept("pass " + (i + 1) + " of " + passes);
        }
        InputLedger ledger = new InputLedger(targets, moment, aside, types, slice, findings);
        scan.read(input, ledger::take);
        AuditedLines lines = new AuditedLines(targets.lines(), slice, moment.lines().partitions());
        scan.read(moment.lines(), lines::take);
        findings.judgedLines(lines.all().size());
        new BookCheck(
                targets,
                types,
                findings,
                new OfferSearch(targets, line -> again(scan, line), findings),
                at.toEpochMilli(),
                began.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE))
            .compare(ledger.books(), lines.markets());
        progress.accept("bets and bet_history");
        new TableCheck(
                targets,
                moment,
                aside,
                types,
                slice,
                findings,
                since.orElse(Instant.EPOCH),
                at.toEpochMilli())
            .compare(lines);
        progress.accept("Redis");
        new CacheCheck(targets, moment, aside, types, slice, findings).compare(lines);
      }
      return findings.report(
          AuditScope.of(at, input.from(), ended(moment, input), began.isPresent(), passes));
    } catch (SQLException e) {
      throw new CouldNotLookException("PostgreSQL: " + DatabaseTrouble.describe(e), e);
    }
  }

  private Optional<PricedLine> again(TopicScan scan, AuditedLine line) {
    return scan.at(targets.topics().lines(), line.partition(), line.offset())
        .filter(record -> record.value() != null)
        .map(record -> targets.lines().apply(record.value()));
  }

  /** From when on each quote has its record: a quote may be a little ahead of its record. */
  private static Optional<Instant> began(
      TopicScan scan, AuditMoment moment, Optional<Instant> since) {
    return Stream.concat(scan.began(moment.odds()).stream(), since.stream())
        .max(Comparator.naturalOrder())
        .map(instant -> instant.plus(QUOTED_AHEAD));
  }

  private static Map<Integer, Long> ended(AuditMoment moment, TopicSpan input) {
    Map<Integer, Long> ended = new HashMap<>(moment.taken());
    ended.keySet().retainAll(input.from().keySet());
    return ended;
  }

  private int passes() throws SQLException {
    try (Connection connection = targets.postgres().getConnection();
        PreparedStatement select = connection.prepareStatement(ROWS);
        ResultSet row = select.executeQuery()) {
      row.next();
      return (int) Math.min(MOST_SLICES, 1 + row.getLong(1) / LINES_AT_ONCE);
    }
  }
}
