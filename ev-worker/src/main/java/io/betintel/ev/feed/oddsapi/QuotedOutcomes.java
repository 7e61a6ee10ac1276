package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of every line that can be read whole. Three-way odds without their Draw would look
 * like two-way odds, and be priced as such: a line is left out with its unusable outcome.
 *
 * @param suspends whether no line is left because of prices: a book that takes no bets writes 1.0,
 *     0, null or no outcomes at all
 */
record QuotedOutcomes(List<Outcome> outcomes, List<Unusable> problems, boolean suspends) {
  QuotedOutcomes {
    outcomes = List.copyOf(outcomes);
    problems = List.copyOf(problems);
  }

  /** So many besides the unusable one are listed: of two or three, one says it of all. */
  private static final int FIELD = 3;

  /**
   * An outcome that cannot be used.
   *
   * @param prices how many are left out for it, its own included
   */
  record Unusable(Kind kind, String detail, int prices) {
    private Unusable with(int others) {
      return new Unusable(
          kind,
          detail
              + (others == 1
                  ? "; the line's other price is not sent either"
                  : "; the line's other " + others + " prices are not sent either"),
          prices + others);
    }
  }

  static QuotedOutcomes of(JsonNode array, OddsFormat format) {
    List<Map.Entry<LinePlace, Outcome>> readable = new ArrayList<>(array.size());
    List<Unusable> problems = new ArrayList<>();
    Map<LinePlace, Integer> unusable = new HashMap<>();
    for (JsonNode json : array) {
      LinePlace place = LinePlace.of(json);
      try {
        readable.add(Map.entry(place, outcome(json, format)));
      } catch (InvalidOddsException e) {
        unusable.putIfAbsent(place, problems.size());
        problems.add(
            new Unusable(
                e.field().equals("price") ? Kind.PRICE : Kind.OUTCOME,
                JsonFields.text(json, "name") + ": " + e.getMessage(),
                1));
      }
    }
    unusable.forEach(
        (place, problem) -> {
          int others = count(place, readable);
          if (others > 0 && others < FIELD) {
            problems.set(problem, problems.get(problem).with(others));
          }
        });
    List<Outcome> outcomes = new ArrayList<>(readable.size());
    for (Map.Entry<LinePlace, Outcome> entry : readable) {
      Outcome outcome = entry.getValue();
      if (!unusable.containsKey(entry.getKey())) {
        outcomes.add(outcome);
      } else if (count(entry.getKey(), readable) >= FIELD) {
        problems.add(
            new Unusable(
                Kind.LINE,
                outcome.name()
                    + ": price "
                    + outcome.price()
                    + " is not sent: its line has an outcome that cannot be used",
                1));
      }
    }
    boolean priced = problems.stream().noneMatch(problem -> problem.kind() == Kind.PRICE);
    return new QuotedOutcomes(
        outcomes, problems, outcomes.isEmpty() && (array.isEmpty() || !priced));
  }

  private static int count(LinePlace line, List<Map.Entry<LinePlace, Outcome>> readable) {
    return (int) readable.stream().filter(each -> each.getKey().equals(line)).count();
  }

  private static Outcome outcome(JsonNode json, OddsFormat format) {
    Double price = JsonFields.number(json, "price");
    if (price == null) {
      throw new InvalidOddsException("price", null, "a number is needed");
    }
    return new Outcome(
        JsonFields.text(json, "name"),
        JsonFields.text(json, "description"),
        JsonFields.number(json, "point"),
        format.toDecimal(price),
        JsonFields.text(json, "link"),
        JsonFields.number(json, "bet_limit"));
  }

  /**
   * What the outcomes of one line share, whatever its shape: the two sides of a spread have points
   * of opposite sign.
   */
  private record LinePlace(String description, String point) {

    static LinePlace of(JsonNode json) {
      JsonNode point = json.path("point");
      return new LinePlace(
          JsonFields.text(json, "description"),
          point.isNumber() ? Double.toString(Math.abs(point.doubleValue())) : point.asText());
    }
  }
}
