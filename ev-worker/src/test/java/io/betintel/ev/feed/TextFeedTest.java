package io.betintel.ev.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The driver knows no source: a second one needs nothing but {@link PolledFeed}. */
final class TextFeedTest extends PolledFeedContract {
  @TempDir private Path directory;

  @Override
  protected PolledFeed feed(Clock clock) {
    return new TextFeed(file(), clock.instant());
  }

  @Override
  protected void quotes(List<Quote> quotes) throws IOException {
    Files.write(
        file(),
        quotes.stream()
            .map(
                quote ->
                    String.join(
                        " ",
                        quote.bookmaker(),
                        quote.lastUpdate().toString(),
                        Double.toString(quote.home()),
                        Double.toString(quote.away())))
            .toList());
  }

  @Override
  protected void refuses() throws IOException {
    Files.deleteIfExists(file());
  }

  private Path file() {
    return directory.resolve("quotes.txt");
  }
}
