package io.betintel.ev.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A planted defect.
 *
 * @param name what is wrong
 * @param file below {@code io/betintel/ev} in the main sources, or the name of a migration
 * @param check what must find it: {@code simulation}, a test class, or one method of it
 * @param before a piece of the source, which it has once
 * @param after the piece in its place
 */
record Mutant(String name, String file, String check, String before, String after) {
  static final String SIMULATION = "simulation";

  private static final Path SOURCES = Path.of("src/main/java/io/betintel/ev");
  private static final Path MIGRATIONS = Path.of("../migrations/src/main/resources/db/migration");

  /** All of {@code mutants.txt}. */
  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    for (String each : ("\n" + text()).split("\n=== ", -1)) {
      if (!each.isBlank()) {
        all.add(parse(each));
      }
    }
    return all;
  }

  private static Mutant parse(String text) {
    String[] head = text.split("\n", 4);
    String[] patch = head[3].split("--- before\n|\n--- after\n", -1);
    String after =
        patch[2].endsWith("\n") ? patch[2].substring(0, patch[2].length() - 1) : patch[2];
    return new Mutant(
        head[0],
        head[1].substring("file ".length()),
        head[2].substring("caught by ".length()),
        patch[1],
        after);
  }

  private static String text() {
    try (InputStream in = Mutant.class.getResourceAsStream("mutants.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often the source has what is replaced. */
  int places() throws IOException {
    String source = source();
    int places = 0;
    int at = source.indexOf(before);
    while (at >= 0) {
      places++;
      at = source.indexOf(before, at + 1);
    }
    return places;
  }

  /** The source with the defect. */
  String planted() throws IOException {
    return source().replace(before, after);
  }

  boolean isMigration() {
    return file.endsWith(".sql");
  }

  /** Where the source is. */
  Path path() {
    return (isMigration() ? MIGRATIONS : SOURCES).resolve(file);
  }

  private String source() throws IOException {
    return Files.readString(path());
  }

  @Override
  public String toString() {
    return name;
  }
}
