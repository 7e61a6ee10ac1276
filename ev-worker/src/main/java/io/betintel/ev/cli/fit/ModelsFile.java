package io.betintel.ev.cli.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.catalogue.LadderModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file that {@code fit --json} prints. */
public final class ModelsFile {
  private ModelsFile() {}

  /**
   * Models by family and sport.
   *
   * @param file null for none
   */
  public static SortedMap<String, SortedMap<String, LadderModel>> read(Path file)
      throws IOException {
    if (file == null) {
      return new TreeMap<>();
    }
    try {
      return LadderModels.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " cannot be read: there is no such file", e);
    }
  }
}
