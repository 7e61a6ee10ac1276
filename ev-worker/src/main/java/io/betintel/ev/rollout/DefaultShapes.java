package io.betintel.ev.rollout;

import io.betintel.ev.bettype.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The shapes of the markets that the feed documents; {@code shapes.txt} names the source. */
public final class DefaultShapes {
  private static final String TABLE = "shapes.txt";

  private final Map<String, Shape> shapes;

  private DefaultShapes(Map<String, Shape> shapes) {
    this.shapes = Map.copyOf(shapes);
  }

  public static DefaultShapes load() {
    try (InputStream table = DefaultShapes.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      Map<String, Shape> shapes = new HashMap<>();
      Shape shape = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (line.endsWith(":")) {
          shape = Shape.of(line.substring(0, line.length() - 1));
        } else if (shape == null || shapes.put(line.strip(), shape) != null) {
          throw new IllegalStateException(TABLE + ": " + line.strip() + " has no shape, or two");
        }
      }
      return new DefaultShapes(shapes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for a name that the feed does not document. */
  public Optional<Shape> of(String name) {
    return Optional.ofNullable(shapes.get(name));
  }

  /**
   * The shape of the documented market that this is a part of, or has other points than: {@code
   * player_points_q2} is like {@code player_points}. Empty if there is no such market.
   */
  Optional<Shape> ofRelative(String name) {
    String base = MarketKey.of(name).base();
    return Stream.of(base, "alternate_" + base, base + "_alternate")
        .filter(key -> !key.equals(name) && shapes.containsKey(key))
        .findFirst()
        .map(shapes::get);
  }

  Set<String> names() {
    return shapes.keySet();
  }

  int size() {
    return shapes.size();
  }
}
