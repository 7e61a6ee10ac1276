package io.betintel.ev.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Files of several kinds, each told by its content. */
public final class FeedFiles {
  /** Enough for a byte order mark, blank lines and the start of a header. */
  private static final int LOOKED_AT = 4096;

  private final List<FeedReader> readers;

  /**
   * @param readers at least one; the first that recognises a file reads it
   */
  public FeedFiles(List<FeedReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /**
   * @throws FeedFileException if the file cannot be read, or nothing of it can be used
   */
  public FeedFile read(Path path) {
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new FeedFileException("there is no such file");
    } catch (IOException e) {
      throw new FeedFileException("cannot be read: " + e.getMessage());
    }
    return reader(content).read(path.toString(), content);
  }

  private FeedReader reader(byte[] content) {
    String text = FileText.of(Arrays.copyOf(content, Math.min(content.length, LOOKED_AT)));
    String start = text.stripLeading();
    return readers.stream()
        .filter(reader -> reader.recognises(start))
        .findFirst()
        .orElseThrow(() -> new FeedFileException(start.isEmpty() ? "is empty" : unknown()));
  }

  private String unknown() {
    return readers.stream()
        .map(FeedReader::reads)
        .collect(Collectors.joining(" nor ", "is neither ", ""));
  }
}
