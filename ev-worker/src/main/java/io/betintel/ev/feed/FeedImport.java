package io.betintel.ev.feed;

import io.betintel.ev.feed.ImportSummary.FileSummary;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.SteadyClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Sends files as odds events, one file after the other. */
public final class FeedImport {
  private final SnapshotTarget target;
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

  public FeedImport(SnapshotTarget target, Options options, Clock clock, ProgressBar progress) {
    this(target, options, clock, Pace.of(options.perSecond(), SteadyClock.now()), progress);
  }

  FeedImport(SnapshotTarget target, Options options, Clock clock, Pace pace, ProgressBar progress) {
    this.target = target;
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
    SendCounts counts = new SendCounts();
    progress.start(file.name(), file.snapshots().size());
    for (MarketSnapshot snapshot : file.snapshots()) {
      pace.await();
      counts.count(snapshot, target.send(snapshot));
      progress.advance();
    }
    target.flush();
    progress.finish();
    return counts.summary(file);
  }
}
