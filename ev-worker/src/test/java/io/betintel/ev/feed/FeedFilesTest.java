package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.betintel.ev.odds.OddsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedFilesTest {
  /** What a file is read as: its reader's name. */
  private record Named(String name, String start) implements FeedReader {
    @Override
    public String reads() {
      return name;
    }

    @Override
    public boolean recognises(String text) {
      return text.startsWith(start);
    }

    @Override
    public FeedFile read(String file, byte[] content) {
      return new FeedFile(name, List.of(), List.of(), 0, PriceCounts.NONE);
    }
  }

  @TempDir private Path directory;

  @Test
  void firstReaderThatRecognisesTheStartReadsTheFile() throws IOException {
    FeedFiles files =
        new FeedFiles(
            List.of(new Named("json", "{"), new Named("rows", "Div,"), new Named("any", "Div")));

    assertThat(files.read(file("{}")).name()).isEqualTo("json");
    assertThat(files.read(file("Div,Date\n")).name()).isEqualTo("rows");
    assertThat(files.read(file("Divisions\n")).name()).isEqualTo("any");
  }

  @Test
  void byteOrderMarkAndBlanksAreSkipped() throws IOException {
    FeedFiles files = new FeedFiles(List.of(new Named("json", "[")));
    assertThat(files.read(file("\uFEFF[{}]")).name()).isEqualTo("json");
    assertThat(files.read(file(" \n[{}]")).name()).isEqualTo("json");
    assertThat(files.read(file("\uFEFF \n[{}]")).name()).isEqualTo("json");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    FeedFiles files = FeedFixture.files(OddsFormat.DECIMAL);
    Path blank = file(" \n");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> files.read(blank))
        .withMessage("is empty");
    Path other = file("Team,League\n");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> files.read(other))
        .withMessage(
            "is neither The Odds API's JSON nor a football-data.co.uk file, whose header starts"
                + " with Div or Country");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("file"), content);
  }
}
