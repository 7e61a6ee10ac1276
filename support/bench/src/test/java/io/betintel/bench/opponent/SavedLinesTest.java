package io.betintel.bench.opponent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedLinesTest {
  @TempDir Path directory;

  @Test
  void asManyLinesAsTheWorkerWroteComeInTurns() throws IOException {
    SavedLines lines = new SavedLines(saved("a", "b", "c"), 1.5);
    List<String> written = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();

    for (int record = 0; record < 4; record++) {
      counts.add(
          lines.lines((key, value) -> written.add(new String(value, StandardCharsets.UTF_8))));
    }

    // 1.5, 3, 4.5 and 6 lines are due
    assertThat(counts).containsExactly(1, 2, 1, 2);
    assertThat(written).containsExactly("a", "b", "c", "a", "b", "c");
  }

  @Test
  void aWholeBookComesBackAsItWasStored() {
    Map<String, byte[]> book = new LinkedHashMap<>();
    book.put("pinnacle", new byte[] {1, 2, 3});
    book.put("fanduel", new byte[0]);

    Map<String, byte[]> read = WholeBook.decode(WholeBook.encode(book));

    assertThat(read.keySet()).containsExactly("pinnacle", "fanduel");
    assertThat(read.get("pinnacle")).containsExactly(1, 2, 3);
    assertThat(WholeBook.decode(null)).isEmpty();
  }

  private Path saved(String... lines) throws IOException {
    Path file = directory.resolve("lines");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(lines.length);
      for (String line : lines) {
        out.writeInt(0);
        out.writeInt(1);
        out.writeBytes(line);
      }
    }
    return file;
  }
}
