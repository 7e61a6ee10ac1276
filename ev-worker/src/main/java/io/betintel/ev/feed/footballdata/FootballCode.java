package io.betintel.ev.feed.footballdata;

import io.betintel.ev.odds.Bookmaker;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The bookmakers of football-data.co.uk by the codes in its column names
 * (https://www.football-data.co.uk/notes.txt), with the keys that The Odds API has for them where
 * it has any.
 */
final class FootballCode {
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("1XB", "onexbet"),
          Map.entry("B365", "bet365"),
          Map.entry("BF", "betfair_sb_uk"),
          Map.entry("BFD", "betfred_uk"),
          Map.entry("BFE", "betfair_ex_uk"),
          Map.entry("BMGM", "betmgm"),
          Map.entry("BS", "bluesquare"),
          Map.entry("BV", "betvictor"),
          Map.entry("BW", "bwin"),
          Map.entry("CL", "coral"),
          Map.entry("GB", "gamebookers"),
          Map.entry("IW", "interwetten"),
          Map.entry("LB", "ladbrokes_uk"),
          Map.entry("P", "pinnacle"),
          Map.entry("PS", "pinnacle"),
          Map.entry("SB", "sportingbet"),
          Map.entry("SJ", "stanjames"),
          Map.entry("SO", "sportingodds"),
          Map.entry("SY", "stanleybet"),
          Map.entry("VC", "betvictor"),
          Map.entry("WH", "williamhill"));

  /** The highest and the average price, of all bookmakers and of those that Betbrain asked. */
  private static final Set<String> OF_NO_BOOKMAKER = Set.of("Max", "Avg", "BbMx", "BbAv");

  private FootballCode() {}

  static boolean isKnown(String code) {
    return KEYS.containsKey(code) || isOfNoBookmaker(code);
  }

  static boolean isOfNoBookmaker(String code) {
    return OF_NO_BOOKMAKER.contains(code);
  }

  /**
   * The code itself, in the alphabet of keys, where it is not known.
   *
   * @throws io.betintel.ev.odds.InvalidOddsException if nothing of it can be a key
   */
  static Bookmaker bookmaker(String code) {
    String key = KEYS.get(code);
    return new Bookmaker(
        key != null ? key : code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"));
  }
}
