package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.odds.BetType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    return of(family(betType)).orElse(LadderSettings.NONE);
  }

  /**
   * What is shipped for a family.
   *
   * @param family null if the bet type is on no ladder
   * @param otherwise if nothing is known of the family
   */
  public static LadderSettings under(String family, LadderSettings otherwise) {
    return family == null ? otherwise : of(family).orElse(otherwise);
  }

  private static Optional<LadderSettings> of(String family) {
    return Optional.ofNullable(MODELS.get(family))
        .map(models -> new LadderSettings(family, models));
  }

  /**
   * What a bet type of one name must be set to keep the ladder that a build ships for another name;
   * empty if it need not be, or there is none.
   */
  public static Optional<String> lostBetween(BetType from, BetType to) {
    String family = family(from);
    return MODELS.containsKey(family) && !family.equals(family(to))
        ? Optional.of(family)
        : Optional.empty();
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
  public static boolean isFitted(String family, String sport) {
    return FITTED.contains(family + " " + sport);
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
