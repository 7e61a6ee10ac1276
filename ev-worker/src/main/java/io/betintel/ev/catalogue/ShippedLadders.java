package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.odds.BetType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The families and models that a build ships, in {@code ladders.json}; the catalogue's settings
 * replace them. Rejected: a migration that writes them into every row. It would overwrite what an
 * operator set or leave old figures behind, and rows of bet types that are added later would have
 * none.
 */
public final class ShippedLadders {
  private static final SortedMap<String, SortedMap<String, LadderModel>> MODELS = load();
  private static final Set<String> FITTED = loadFitted();

  private ShippedLadders() {}

  /** The ladder of a bet type by its name; {@link LadderSettings#NONE} if nothing is known. */
  static LadderSettings of(BetType betType) {
    String family = family(betType);
    SortedMap<String, LadderModel> models = MODELS.get(family);
    return models == null ? LadderSettings.NONE : new LadderSettings(family, models);
  }

  /** The market that a market of other points belongs to: itself if it is no alternate. */
  public static String family(BetType betType) {
    String name = betType.symbol();
    String start = "alternate_";
    String end = "_alternate";
    if (name.startsWith(start)) {
      return name.substring(start.length());
    }
    return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
  }

  /**
   * Whether the errors of the shipped model were measured on files of odds. The others are guesses.
   *
   * @param sport as {@code ladders.json} has it
   */
  public static boolean isFitted(BetType betType, String sport) {
    return FITTED.contains(family(betType) + " " + sport);
  }

  /** A family and a sport each. */
  static Set<String> fitted() {
    return FITTED;
  }

  /** By family and sport. */
  static SortedMap<String, SortedMap<String, LadderModel>> models() {
    return MODELS;
  }

  private static Set<String> loadFitted() {
    return text("fitted.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String text(String name) {
    try (InputStream file = ShippedLadders.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, SortedMap<String, LadderModel>> load() {
    return new TreeMap<>(LadderModels.read(text("ladders.json")));
  }
}
