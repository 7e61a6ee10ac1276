package io.betintel.ev.feed;

import io.betintel.ev.feed.ImportSummary.FileSummary;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sends files as odds events, one file after the other. */
public final class FeedImport {
  private final OddsEventProducer producer;
  private final Options options;
  private final Clock clock;
  private final Pace pace;
  private final ProgressBar progress;

  /**
   * @param files reads them
   * @param perSecond the most events a second; infinite for no limit
   * @param shiftToNow whether each file's latest observation becomes the time of its import
   */
  public record Options(FeedFiles files, double perSecond, boolean shiftToNow) {}

  public FeedImport(
      OddsEventProducer producer, Options options, Clock clock, ProgressBar progress) {
    this(producer, options, clock, Pace.of(options.perSecond(), clock), progress);
  }

  FeedImport(
      OddsEventProducer producer, Options options, Clock clock, Pace pace, ProgressBar progress) {
    this.producer = producer;
    this.options = options;
    this.clock = clock;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Returns when Kafka has acknowledged everything. A file that cannot be read is a problem of kind
   * {@link FeedProblem.Kind#FILE}, and the others are still imported.
   *
   * @throws FeedSendException if Kafka does not take a record; the rest is not sent
   */
  public ImportSummary run(List<Path> files) throws InterruptedException {
    ImportSummary summary = new ImportSummary();
    for (Path path : files) {
      try {
        FeedFile file = options.files().read(path);
        file.problems().forEach(summary::add);
        summary.add(send(options.shiftToNow() ? file.shiftedTo(clock.instant()) : file));
      } catch (FeedFileException e) {
        summary.add(FeedProblem.ofFile(path.toString(), e.getMessage()));
      }
    }
    return summary;
  }

  private FileSummary send(FeedFile file) throws InterruptedException {
    SortedMap<BetType, Integer> produced = new TreeMap<>();
    SortedMap<BetType, Integer> notInRegistry = new TreeMap<>();
    progress.start(file.name(), file.snapshots().size());
    for (MarketSnapshot snapshot : file.snapshots()) {
      pace.await();
      SortedMap<BetType, Integer> counts = producer.send(snapshot) ? produced : notInRegistry;
      counts.merge(snapshot.betType(), 1, Integer::sum);
      progress.advance();
    }
    producer.flush();
    progress.finish();
    return new FileSummary(file.name(), produced, notInRegistry, file.empty());
  }
}
