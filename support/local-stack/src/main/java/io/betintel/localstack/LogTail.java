package io.betintel.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, for an error message. */
final class LogTail {
  private static final int LINES = 20;
  private static final int BYTES = 16_384;

  private LogTail() {}

  /** At most 20 lines of the last 16 KB, each indented. */
  static String of(Path log) throws IOException {
    if (!Files.exists(log) || Files.size(log) == 0) {
      return "  (empty)";
    }
    List<String> lines = end(log).lines().toList();
    return String.join(
        "\n",
        lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
            .map(line -> "  " + line)
            .toList());
  }

  private static String end(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - BYTES);
      file.seek(start);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
