package io.betintel.ev.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.Mangler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broken file is refused, or read with its problems. */
@Timeout(600)
class FeedFuzzTest {
  private static final Path FEEDS = Path.of("../feeds");

  /** Of a file of columns the rows can be cut anywhere; JSON that is cut is refused at once. */
  private static final int ROWS = 4_000;

  @TempDir private Path folder;

  @Test
  void brokenJsonIsRefusedOrReadWithProblems() throws Exception {
    fuzz(
        Files.readAllBytes(FEEDS.resolve("nhl_event_odds_us_2024-03-21.json")),
        Mangler.ROUNDS / 10);
  }

  @Test
  void brokenRowsAreRefusedOrReadWithProblems() throws Exception {
    byte[] season = Files.readAllBytes(FEEDS.resolve("football-data_E0_2023-24.csv"));
    fuzz(Arrays.copyOf(season, ROWS), Mangler.ROUNDS / 10);
  }

  private void fuzz(byte[] good, int rounds) throws IOException {
    FeedFiles files = FeedFixture.files(OddsFormat.DECIMAL);
    Path file = folder.resolve("feed");
    Mangler mangler = new Mangler(5);
    List<String> words = List.of(new String(good, ISO_8859_1));
    for (int round = 0; round < rounds; round++) {
      byte[] broken =
          round % 2 == 0 ? mangler.bytes(good) : words(mangler, words.get(0)).getBytes(ISO_8859_1);
      Files.write(file, broken);
      Mangler.read(
          round,
          Arrays.copyOf(broken, Math.min(broken.length, 2_000)),
          () -> files.read(file),
          FeedFileException.class);
    }
  }

  /** One value in the middle of the text is another text. */
  private static String words(Mangler mangler, String text) {
    int at = mangler.below(text.length());
    int end = Math.min(text.length(), at + 30);
    return text.substring(0, at) + mangler.text(text.substring(at, end)) + text.substring(end);
  }
}
