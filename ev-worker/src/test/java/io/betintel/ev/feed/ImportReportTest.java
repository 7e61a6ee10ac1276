package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.BetType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ImportReportTest {
  private final ImportSummary summary = new ImportSummary();

  @Test
  void isReadByPeople() {
    fill(2);

    assertThat(new ImportReport(summary).text())
        .isEqualToNormalizingNewlines(
            """
            nfl.json
                 281  h2h
                 267  spreads
                   4  of these suspend a market
                  15  h2h_lay: not sent, the registry's schema lacks it
                   3  bookmakers or events without a market
                1180  prices read: 1096 sent, 24 in problems, 60 left out
                  60  left out, h2h_lay: the registry's schema lacks the bet type
                      a note
            problems of kind price: 2
              price: nfl.json / e1 / fanduel / h2h: A: price is 1.0
              price: nfl.json / e1 / fanduel / h2h: A: price is 1.0
            problems of kind file: 1
              file: broken.json: broken at line 1
            produced: 548
            """);
  }

  @Test
  void listsTwentyRowsOfAKindAndCountsTheRest() {
    fill(25);

    assertThat(new ImportReport(summary).text())
        .contains("problems of kind price: 25\n", "  and 5 more\n");
    assertThat(summary.rows(Kind.PRICE)).hasSize(20);
  }

  @Test
  void isReadByPrograms() {
    fill(1);

    assertThat(new ImportReport(summary).json())
        .isEqualTo(
            """
            {"produced":548,"complete":false,"files":[{"file":"nfl.json",\
            "produced":{"h2h":281,"spreads":267},"suspensions":4,"not_in_registry":{"h2h_lay":15},"empty":3,\
            "prices":{"read":1180,"sent":1096,"problems":24,\
            "left_out":{"h2h_lay: the registry's schema lacks the bet type":60}},"notes":["a note"]}],\
            "problems":{"price":1,"file":1},"problem_rows":[\
            {"kind":"price","file":"nfl.json","line":null,"event":"e1","bookmaker":"fanduel",\
            "market":"h2h","detail":"A: price is 1.0","prices":2},\
            {"kind":"file","file":"broken.json","line":null,"event":null,"bookmaker":null,\
            "market":null,"detail":"broken at line 1","prices":0}]}""");
  }

  private void fill(int priceProblems) {
    summary.add(
        new ImportSummary.FileSummary(
            "nfl.json",
            new TreeMap<>(Map.of(new BetType("h2h"), 281, new BetType("spreads"), 267)),
            4,
            new TreeMap<>(Map.of(new BetType("h2h_lay"), 15)),
            3,
            new ImportSummary.Prices(
                1180,
                1096,
                24,
                new TreeMap<>(Map.of("h2h_lay: the registry's schema lacks the bet type", 60))),
            List.of("a note")));
    for (int i = 0; i < priceProblems; i++) {
      summary.add(
          new FeedProblem("nfl.json", "e1", "fanduel", "h2h", Kind.PRICE, "A: price is 1.0")
              .costing(2));
    }
    summary.add(new FeedProblem("broken.json", null, null, null, Kind.FILE, "broken at line 1"));
  }
}
