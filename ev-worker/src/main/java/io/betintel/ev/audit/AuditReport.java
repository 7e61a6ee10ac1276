package io.betintel.ev.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param records how the records of the input ended
 * @param unjudged what was not judged, by reason
 * @param counts of all differences, by kind
 * @param differences some of each kind
 */
public record AuditReport(
    AuditScope scope,
    Map<RecordEnd, Long> records,
    Judged judged,
    Map<Unjudged, Long> unjudged,
    Map<DifferenceKind, Long> counts,
    List<Difference> differences) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public AuditReport {
    records = Map.copyOf(records);
    unjudged = Map.copyOf(unjudged);
    counts = Map.copyOf(counts);
    differences = List.copyOf(differences);
  }

  /**
   * How much was compared.
   *
   * @param lines in the topic
   * @param quotes a bookmaker's whole quotes of a market, with the lines
   * @param rows of {@code bets}, with the lines
   * @param entries of Redis, with the lines
   */
  public record Judged(long lines, long quotes, long rows, long entries) {}

  public boolean clean() {
    return counts.isEmpty();
  }

  /** For people. */
  public List<String> lines() {
    List<String> text = new ArrayList<>();
    text.add(
        "odds.events: "
            + scope.offsets()
            + " offsets of "
            + scope.to().size()
            + " partitions"
            + (scope.truncated()
                ? "; what came before is no longer there, or before --since"
                : ""));
    for (RecordEnd end : RecordEnd.values()) {
      if (records.getOrDefault(end, 0L) > 0) {
        text.add("  " + end.label() + " " + records.get(end));
      }
    }
    text.add(
        "compared: "
            + judged.lines()
            + " lines, "
            + judged.quotes()
            + " bookmakers' quotes of a market, "
            + judged.rows()
            + " rows, "
            + judged.entries()
            + " cache entries");
    for (Unjudged why : Unjudged.values()) {
      if (unjudged.getOrDefault(why, 0L) > 0) {
        text.add("not judged, " + why.label() + ": " + unjudged.get(why));
      }
    }
    for (DifferenceKind kind : DifferenceKind.values()) {
      if (counts.containsKey(kind)) {
        text.add(kind.label() + ": " + counts.get(kind));
        differences.stream()
            .filter(difference -> difference.kind() == kind)
            .forEach(difference -> text.add("  " + difference));
      }
    }
    text.add(clean() ? "No difference" : "Differences: " + total());
    return text;
  }

  private long total() {
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  /** One object. */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", scope.at().toString());
    json.put("clean", clean());
    json.put("truncated", scope.truncated());
    json.put("passes", scope.passes());
    json.put("offsets", scope.offsets());
    ObjectNode from = json.putObject("from");
    scope.from().forEach((partition, offset) -> from.put(partition.toString(), offset));
    ObjectNode to = json.putObject("to");
    scope.to().forEach((partition, offset) -> to.put(partition.toString(), offset));
    ObjectNode ends = json.putObject("records");
    for (RecordEnd end : RecordEnd.values()) {
      ends.put(end.label(), records.getOrDefault(end, 0L));
    }
    ObjectNode compared = json.putObject("compared");
    compared.put("lines", judged.lines());
    compared.put("quotes", judged.quotes());
    compared.put("rows", judged.rows());
    compared.put("entries", judged.entries());
    ObjectNode skipped = json.putObject("not_judged");
    for (Unjudged why : Unjudged.values()) {
      skipped.put(why.label(), unjudged.getOrDefault(why, 0L));
    }
    ObjectNode kinds = json.putObject("differences");
    for (DifferenceKind kind : DifferenceKind.values()) {
      if (counts.containsKey(kind)) {
        kinds.put(kind.label(), counts.get(kind));
      }
    }
    ArrayNode examples = json.putArray("examples");
    for (Difference difference : differences) {
      ObjectNode example = examples.addObject();
      example.put("kind", difference.kind().label());
      example.put("subject", difference.subject());
      example.put("detail", difference.detail());
      example.put("place", difference.place());
    }
    return json.toString();
  }
}
