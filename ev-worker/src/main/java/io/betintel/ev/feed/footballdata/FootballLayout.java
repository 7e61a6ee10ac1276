package io.betintel.ev.feed.footballdata;

import io.betintel.ev.feed.FeedFileException;
import java.util.List;

/**
 * The names of a file's columns: seasons of the main leagues and fixtures have a division, the
 * extra leagues a country and a league.
 *
 * @param extra whether it is one of the extra leagues
 */
record FootballLayout(boolean extra, FootballColumns columns) {

  /**
   * @throws FeedFileException if a column that every match needs is missing, or there are no odds
   */
  static FootballLayout of(List<String> header) {
    boolean extra = !header.contains("Div");
    FootballLayout layout = new FootballLayout(extra, new FootballColumns(header));
    for (String column :
        extra
            ? List.of("Country", "League", "Date", layout.home(), layout.away())
            : List.of("Date", layout.home(), layout.away())) {
      if (!header.contains(column)) {
        throw new FeedFileException("has no column " + column);
      }
    }
    if (layout.columns.quotes().isEmpty()) {
      throw new FeedFileException(
          "holds no odds: no three columns are a bookmaker's, such as B365H, B365D and B365A");
    }
    return layout;
  }

  String home() {
    return extra ? "Home" : "HomeTeam";
  }

  String away() {
    return extra ? "Away" : "AwayTeam";
  }

  String homeGoals() {
    return extra ? "HG" : "FTHG";
  }

  String awayGoals() {
    return extra ? "AG" : "FTAG";
  }

  String result() {
    return extra ? "Res" : "FTR";
  }
}
