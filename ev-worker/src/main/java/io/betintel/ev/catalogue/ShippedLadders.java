package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.odds.BetType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The families and models that a build ships, in {@code ladders.json}; the catalogue's settings
 * replace them. Rejected: a migration that writes them into every row. It would overwrite what an
 * operator set or leave old figures behind, and rows of bet types that are added later would have
 * none.
 */
public final class ShippedLadders {
  private static final SortedMap<String, SortedMap<String, LadderModel>> MODELS = load();

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

  private static SortedMap<String, SortedMap<String, LadderModel>> load() {
    try (InputStream file = ShippedLadders.class.getResourceAsStream("ladders.json")) {
      return new TreeMap<>(
          LadderModels.read(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
