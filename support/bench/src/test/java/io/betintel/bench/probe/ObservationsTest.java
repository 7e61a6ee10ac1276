package io.betintel.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObservationsTest {
  @TempDir Path directory;

  @Test
  void whatAProcessSawIsReadByTheBench() throws IOException {
    Path file = directory.resolve("seen");
    Observations seen = new Observations();
    seen.add("committed row", 1_700_000_000_000L, 1_700_000_000_025L);

    seen.write(file);

    // 25 ms are 25,000,000 ns
    assertThat(Observations.read(file))
        .containsExactly(new Observations.Seen("committed row", 1_700_000_000_000L, 25_000_000));
  }
}
