package io.betintel.ev.feed.footballdata;

import java.util.Locale;
import java.util.Map;

/**
 * The competitions of football-data.co.uk by the keys that The Odds API has for them: the main ones
 * by their division, the extra ones by country and league.
 */
final class FootballDivision {
  private static final Map<String, String> SPORT_KEYS =
      Map.ofEntries(
          Map.entry("E0", "soccer_epl"),
          Map.entry("E1", "soccer_efl_champ"),
          Map.entry("E2", "soccer_england_league1"),
          Map.entry("E3", "soccer_england_league2"),
          Map.entry("SC0", "soccer_spl"),
          Map.entry("D1", "soccer_germany_bundesliga"),
          Map.entry("D2", "soccer_germany_bundesliga2"),
          Map.entry("I1", "soccer_italy_serie_a"),
          Map.entry("I2", "soccer_italy_serie_b"),
          Map.entry("SP1", "soccer_spain_la_liga"),
          Map.entry("SP2", "soccer_spain_segunda_division"),
          Map.entry("F1", "soccer_france_ligue_one"),
          Map.entry("F2", "soccer_france_ligue_two"),
          Map.entry("N1", "soccer_netherlands_eredivisie"),
          Map.entry("B1", "soccer_belgium_first_div"),
          Map.entry("P1", "soccer_portugal_primeira_liga"),
          Map.entry("T1", "soccer_turkey_super_league"),
          Map.entry("G1", "soccer_greece_super_league"),
          Map.entry("Argentina Liga Profesional", "soccer_argentina_primera_division"),
          Map.entry("Austria Bundesliga", "soccer_austria_bundesliga"),
          Map.entry("Brazil Serie A", "soccer_brazil_campeonato"),
          Map.entry("China Super League", "soccer_china_superleague"),
          Map.entry("Denmark Superliga", "soccer_denmark_superliga"),
          Map.entry("Finland Veikkausliiga", "soccer_finland_veikkausliiga"),
          Map.entry("Ireland Premier Division", "soccer_league_of_ireland"),
          Map.entry("Japan J-League", "soccer_japan_j_league"),
          Map.entry("Japan J1 League", "soccer_japan_j_league"),
          Map.entry("Mexico Liga MX", "soccer_mexico_ligamx"),
          Map.entry("Norway Eliteserien", "soccer_norway_eliteserien"),
          Map.entry("Poland Ekstraklasa", "soccer_poland_ekstraklasa"),
          Map.entry("Russia Premier League", "soccer_russia_premier_league"),
          Map.entry("Sweden Allsvenskan", "soccer_sweden_allsvenskan"),
          Map.entry("Switzerland Super League", "soccer_switzerland_superleague"),
          Map.entry("USA MLS", "soccer_usa_mls"));

  private FootballDivision() {}

  /**
   * @param division a code such as E0, or country and league
   */
  static String sportKey(String division) {
    return SPORT_KEYS.getOrDefault(
        division,
        "soccer_football_data_" + division.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"));
  }
}
