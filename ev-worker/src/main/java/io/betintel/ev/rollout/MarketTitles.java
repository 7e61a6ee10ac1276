package io.betintel.ev.rollout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A title for any market's key. {@code titles.txt} has those that its words do not give; the others
 * are composed: {@code alternate_spreads_q1} is "Alternate spread, 1st quarter".
 */
final class MarketTitles {
  private static final String TABLE = "titles.txt";

  /** What the feed abbreviates. */
  private static final Map<String, String> WORDS =
      Map.of(
          "td",
          "touchdown",
          "tds",
          "touchdowns",
          "yds",
          "yards",
          "rbis",
          "RBIs",
          "afl",
          "AFL",
          "1st",
          "first");

  private final Map<String, String> titles;

  private MarketTitles(Map<String, String> titles) {
    this.titles = Map.copyOf(titles);
  }

  static MarketTitles load() {
    try (InputStream table = MarketTitles.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      Map<String, String> titles = new HashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        int colon = line.indexOf(": ");
        if (colon < 0 || titles.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
          throw new IllegalStateException(TABLE + ": " + line + " has no title, or two");
        }
      }
      return new MarketTitles(titles);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Never empty. */
  String of(String name) {
    if (titles.containsKey(name)) {
      return titles.get(name);
    }
    MarketKey key = MarketKey.of(name);
    String title = titles.getOrDefault(key.base(), composed(key.base()));
    return (key.alternate() ? "Alternate " + lower(title) : title)
        + (key.span().isEmpty() ? "" : ", " + key.span());
  }

  private String composed(String base) {
    for (Map.Entry<String, String> ending :
        Map.of("_lay", ", lay", "_over", ", over only", "_most", ", most").entrySet()) {
      if (base.endsWith(ending.getKey()) && base.length() > ending.getKey().length()) {
        String rest = base.substring(0, base.length() - ending.getKey().length());
        return titles.getOrDefault(rest, words(rest)) + ending.getValue();
      }
    }
    return words(base);
  }

  private static String words(String base) {
    String words =
        Stream.of(base.split("_", -1))
            .filter(word -> !word.isEmpty())
            .map(word -> WORDS.getOrDefault(word, word))
            .collect(Collectors.joining(" "));
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Keeps abbreviations. */
  private static String lower(String title) {
    boolean abbreviated = title.length() > 1 && Character.isUpperCase(title.charAt(1));
    return abbreviated
        ? title
        : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }
}
