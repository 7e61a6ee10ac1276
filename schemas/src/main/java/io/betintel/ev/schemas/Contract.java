package io.betintel.ev.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema of this project with its whole history, self-contained: named types are inline.
 *
 * @param name the schema's short name, such as {@code OddsEvent}
 * @param releases from version 1 on; this build uses the last
 */
public record Contract(String name, List<Release> releases) {
  private static final String FOLDER = "released/";

  public Contract {
    releases = List.copyOf(releases);
    if (releases.isEmpty()) {
      throw new IllegalArgumentException(name + " has no released version");
    }
  }

  /** The bet types' enum by itself. */
  public static Contract betType() {
    return load("BetType");
  }

  /** The value of the topic of odds events. */
  public static Contract oddsEvent() {
    return load("OddsEvent");
  }

  /** The value of the topic of priced lines. */
  public static Contract pricedLine() {
    return load("PricedLine");
  }

  /** Every schema that is released. */
  public static List<Contract> all() {
    return List.of(betType(), oddsEvent(), pricedLine());
  }

  /**
   * The schema that this build uses. It is not the generated class's schema: that one has Java's
   * string type in it, which would be another version in a registry.
   */
  public Schema current() {
    return newest().schema();
  }

  Release newest() {
    return releases.get(releases.size() - 1);
  }

  private static Contract load(String name) {
    List<Release> releases = new ArrayList<>();
    // A jar's folder cannot be listed, so versions are numbered without gaps.
    for (int version = 1; ; version++) {
      try (InputStream text =
          Contract.class.getResourceAsStream(FOLDER + name + "/" + version + ".avsc")) {
        if (text == null) {
          return new Contract(name, releases);
        }
        releases.add(new Release(version, new Schema.Parser().parse(text)));
      } catch (IOException e) {
        throw new UncheckedIOException(name + " version " + version + " cannot be read", e);
      }
    }
  }
}
