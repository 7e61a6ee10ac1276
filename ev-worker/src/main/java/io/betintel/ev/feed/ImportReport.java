package io.betintel.ev.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.feed.ImportSummary.FileSummary;
import io.betintel.ev.feed.ImportSummary.Prices;
import io.betintel.ev.odds.BetType;
import java.util.Map;
import java.util.SortedMap;

/** A summary for people and for programs. */
public final class ImportReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ImportSummary summary;

  public ImportReport(ImportSummary summary) {
    this.summary = summary;
  }

  /** Lines, each ended. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (FileSummary file : summary.files()) {
      text.append(file.name()).append('\n');
      file.produced().forEach((type, count) -> row(text, count, type.symbol()));
      if (file.suspensions() > 0) {
        row(text, file.suspensions(), "of these suspend a market");
      }
      file.notInRegistry()
          .forEach(
              (type, count) ->
                  row(text, count, type + ": not sent, the registry's schema lacks it"));
      if (file.empty() > 0) {
        row(text, file.empty(), "bookmakers or events without a market");
      }
      prices(text, file.prices());
      file.notes().forEach(note -> text.append("          ").append(note).append('\n'));
    }
    summary.problems().forEach((kind, count) -> problems(text, kind, count));
    text.append("produced: ").append(summary.produced()).append('\n');
    return text.toString();
  }

  private static void prices(StringBuilder text, Prices prices) {
    row(
        text,
        prices.read(),
        "prices read: %d sent, %d in problems, %d left out"
            .formatted(prices.sent(), prices.problems(), prices.leftOut()));
    prices.left().forEach((what, count) -> row(text, count, "left out, " + what));
  }

  private void problems(StringBuilder text, FeedProblem.Kind kind, int count) {
    text.append("problems of kind ").append(kind.label()).append(": ").append(count).append('\n');
    summary.rows(kind).forEach(problem -> text.append("  ").append(problem).append('\n'));
    int more = count - summary.rows(kind).size();
    if (more > 0) {
      text.append("  and ").append(more).append(" more\n");
    }
  }

  private static void row(StringBuilder text, int count, String what) {
    text.append("%8d  %s".formatted(count, what)).append('\n');
  }

  /** One JSON object on one line. */
  public String json() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("produced", summary.produced());
    root.put("complete", summary.complete());
    ArrayNode files = root.putArray("files");
    for (FileSummary file : summary.files()) {
      ObjectNode one = files.addObject().put("file", file.name());
      counts(one.putObject("produced"), file.produced());
      one.put("suspensions", file.suspensions());
      counts(one.putObject("not_in_registry"), file.notInRegistry());
      one.put("empty", file.empty());
      ObjectNode prices = one.putObject("prices");
      prices.put("read", file.prices().read());
      prices.put("sent", file.prices().sent());
      prices.put("problems", file.prices().problems());
      file.prices().left().forEach(prices.putObject("left_out")::put);
      file.notes().forEach(one.putArray("notes")::add);
    }
    ObjectNode problems = root.putObject("problems");
    ArrayNode rows = root.putArray("problem_rows");
    for (Map.Entry<FeedProblem.Kind, Integer> counted : summary.problems().entrySet()) {
      problems.put(counted.getKey().label(), counted.getValue());
      summary.rows(counted.getKey()).forEach(problem -> row(rows.addObject(), problem));
    }
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of text and numbers always has a JSON form
    }
  }

  private static void counts(ObjectNode object, SortedMap<BetType, Integer> counts) {
    counts.forEach((type, count) -> object.put(type.symbol(), count));
  }

  private static void row(ObjectNode object, FeedProblem problem) {
    object
        .put("kind", problem.kind().label())
        .put("file", problem.file())
        .put("line", problem.line())
        .put("event", problem.event())
        .put("bookmaker", problem.bookmaker())
        .put("market", problem.market())
        .put("detail", problem.detail())
        .put("prices", problem.prices());
  }
}
