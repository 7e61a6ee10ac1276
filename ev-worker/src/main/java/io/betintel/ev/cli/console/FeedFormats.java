package io.betintel.ev.cli.console;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.odds.OddsFormat;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads feed files whose odds are in different formats. */
public final class FeedFormats {
  private FeedFormats() {}

  /**
   * @param format of all files; null to tell each file's by its prices: a file of American odds is
   *     refused as decimal
   */
  public static Function<Path, FeedFile> reader(OddsFormat format) {
    if (format != null) {
      return KnownFeeds.files(format)::read;
    }
    FeedFiles decimal = KnownFeeds.files(OddsFormat.DECIMAL);
    FeedFiles american = KnownFeeds.files(OddsFormat.AMERICAN);
    return path -> {
      try {
        return decimal.read(path);
      } catch (FeedFileException e) {
        try {
          return american.read(path);
        } catch (FeedFileException other) {
          throw e;
        }
      }
    };
  }
}
